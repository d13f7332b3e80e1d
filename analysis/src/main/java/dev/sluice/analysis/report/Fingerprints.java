package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What findings of one text are recognised by, wherever they move in it. The fingerprint is the 64-bit FNV-1a hash
 * (draft-eastlake-fnv) of the rule's id, the tokens of the statement that the finding is in, where in the statement,
 * counted in tokens, its clause begins, and the tokens of the finding's context where it has one. So lines, comments, white space and the case of keywords may change, and the same
 * statement in another place has the same fingerprint; a statement that says something else, be it another value, is
 * another one. Not safe for use by several threads.
 */
final class Fingerprints {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final String text;
    private final SourceText source;
    private final List<Statement> statements = new ArrayList<>();

    // The statement of the last finding, since the next one is mostly in it too.
    private int tokensOf = -1;
    private long tokensHash;
    private int[] tokenEnds = new int[256];
    private int tokens;

    Fingerprints(String text) {
        this.text = text;
        this.source = new SourceText(text);
        ScriptReader reader = new ScriptReader(text);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement statement) {
                statements.add(statement);
            }
        }
    }

    /** 16 hexadecimal digits. Quickest when the findings come in the order of the text. */
    String of(Finding finding) {
        int at = source.offset(finding.location().from());
        long hash = add(BASIS, finding.rule());
        Statement statement = around(at);
        if (statement != null) {
            read(statement);
            hash = add(add(hash, Long.toHexString(tokensHash)), Integer.toString(tokensBefore(at)));
        }
        hash = addTokens(hash, new Lexer(finding.context(), ParameterStyle.PSQL));
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private void read(Statement statement) {
        if (statement.start() == tokensOf) {
            return;
        }
        tokensOf = statement.start();
        tokensHash = BASIS;
        tokens = 0;
        Lexer lexer = new Lexer(text, statement.start(), statement.end(), ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            tokensHash = addToken(tokensHash, lexer);
            tokenEnds = tokens == tokenEnds.length ? Arrays.copyOf(tokenEnds, tokens * 2) : tokenEnds;
            tokenEnds[tokens++] = lexer.end();
        }
    }

    private static long addTokens(long hash, Lexer lexer) {
        long next = hash;
        while (lexer.next() != TokenKind.END) {
            next = addToken(next, lexer);
        }
        return next;
    }

    private static long addToken(long hash, Lexer lexer) {
        String token = lexer.token();
        return add(hash, lexer.kind() == TokenKind.WORD ? token.toLowerCase(Locale.ROOT) : token);
    }

    private int tokensBefore(int offset) {
        int found = Arrays.binarySearch(tokenEnds, 0, tokens, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The statement at an offset or, where there is none, the last before it; null before the first. */
    private @Nullable Statement around(int offset) {
        int low = 0;
        int high = statements.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (statements.get(middle).start() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : statements.get(low - 1);
    }

    /** Takes a text into a hash, with an end so that two texts are not one. */
    private static long add(long hash, String token) {
        long next = hash;
        for (int i = 0; i < token.length(); i++) {
            next = (next ^ token.charAt(i)) * PRIME;
        }
        return (next ^ 0x1F) * PRIME;
    }
}

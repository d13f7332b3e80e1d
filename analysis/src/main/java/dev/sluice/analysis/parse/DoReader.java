package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a {@code DO} block's body, which is split as a script is and freed from PL/pgSQL's words. */
final class DoReader {

    private static final int MOST_TOKENS = 50_000;
    private static final int DEEPEST = 4;
    private static final Set<String> SQL = Set.of(
            "alter",
            "call",
            "cluster",
            "comment",
            "copy",
            "create",
            "delete",
            "do",
            "drop",
            "grant",
            "import",
            "insert",
            "lock",
            "merge",
            "perform",
            "refresh",
            "reindex",
            "revoke",
            "select",
            "set",
            "truncate",
            "update",
            "vacuum",
            "with");

    private static final Set<String> CONDITIONS = Set.of("case", "exception", "for", "foreach", "if", "while");

    private final SourceText source;
    private final Tokens tokens;
    private final int nesting;
    private final Span span;
    private final List<Statement> body = new ArrayList<>();
    private final List<Span> dynamic = new ArrayList<>();
    private boolean conditional;
    private @Nullable Unread unread;

    DoReader(SourceText source, Tokens tokens, Span span, int nesting) {
        this.source = source;
        this.nesting = nesting;
        this.tokens = tokens;
        this.span = span;
    }

    Parsed read() {
        Span text = null;
        boolean foreign = false;
        for (int i = 1; i < tokens.count(); i++) {
            if (tokens.isWord(i, "language")) {
                foreign = !Tokens.lower(tokens.text(++i)).replace("'", "").equals("plpgsql");
            } else if (tokens.kind(i).isText()) {
                text = inside(i);
            }
        }
        if (text == null || foreign) {
            dynamic.add(span);
        } else {
            split(text);
        }
        return new Parsed(new DoBlock(span, body, dynamic, conditional), unread);
    }

    /** What is between the quotes; null when escapes shift it. */
    private @Nullable Span inside(int at) {
        String token = tokens.text(at);
        int from = tokens.start(at);
        if (tokens.kind(at) == TokenKind.DOLLAR_STRING) {
            int tag = token.indexOf('$', 1) + 1;
            return new Span(from + tag, from + token.length() - tag);
        }
        boolean plain = tokens.kind(at) == TokenKind.STRING && token.indexOf('\'', 1) == token.length() - 1;
        return plain ? new Span(from + 1, from + token.length() - 1) : null;
    }

    private void split(Span text) {
        ScriptReader reader = new ScriptReader(source.readable(), text.from(), text.to());
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof dev.sluice.sql.script.Statement) {
                piece(new Span(part.start(), part.end()));
            }
        }
    }

    private void piece(Span piece) {
        Tokens words = new Tokens(source, piece, MOST_TOKENS);
        while (skipControl(words)) {
            // The words of one piece come one behind the other: BEGIN IF … THEN FOR … LOOP.
        }
        Span statement = new Span(Math.min(words.start(), piece.to()), piece.to());
        String first = Tokens.lower(words.text(words.position()));
        if (first.equals("execute")) {
            execute(words, statement);
        } else if (SQL.contains(first)) {
            body.add(new StatementParser(source)
                    .parse(first.equals("perform") ? behindPerform(words) : statement)
                    .statement());
        }
    }

    private Span behindPerform(Tokens words) {
        return new Span(words.start(words.position() + 1), words.span().to());
    }

    private boolean skipControl(Tokens words) {
        int from = words.position();
        conditional |= CONDITIONS.contains(Tokens.lower(words.text(from)));
        if (words.accept("begin") || words.accept("else") || words.accept("loop") || words.accept("exception")) {
            return true;
        }
        if (words.kind() == TokenKind.OPERATOR && words.text(from).equals("<<")) {
            words.moveTo(from + 3);
            return true;
        }
        if (words.is("if") || words.is("elsif") || words.is("elseif") || words.is("when") || words.is("case")) {
            return skipTo(words, "then");
        }
        if (words.is("for") || words.is("while") || words.is("foreach")) {
            return skipTo(words, "loop");
        }
        return false;
    }

    private static boolean skipTo(Tokens words, String word) {
        for (int i = words.position(); i < words.count(); i++) {
            if (words.isWord(i, word)) {
                words.moveTo(i + 1);
                return true;
            }
        }
        return false;
    }

    private void execute(Tokens words, Span statement) {
        int literal = words.position() + 1;
        Span text = words.kind(literal).isText() && isAlone(words, literal) ? insideOf(words, literal) : null;
        if (text == null) {
            dynamic.add(statement);
        } else {
            add(text);
        }
    }

    private void add(Span statement) {
        if (nesting == DEEPEST) {
            dynamic.add(statement);
            return;
        }
        Parsed parsed = new StatementParser(source, nesting + 1).parse(statement);
        body.add(parsed.statement());
        unread = unread == null ? parsed.unread() : unread;
    }

    private static boolean isAlone(Tokens words, int literal) {
        return literal + 1 >= words.count() || words.isWord(literal + 1, "using") || words.isWord(literal + 1, "into");
    }

    private @Nullable Span insideOf(Tokens words, int literal) {
        return new DoReader(source, words, span, nesting).inside(literal);
    }
}

package dev.sluice.sql.script;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.Problem;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script part by part. A statement ends where psql and the server's grammar have it end: at a semicolon that is
 * not in quotes, comments, parentheses or a function's {@code BEGIN ATOMIC … END}. Meta-commands are understood whoever
 * runs the script, since a backslash outside of quotes means nothing else. Every text can be read; a statement in which
 * something is never closed reaches to the end of the script and says in its flaw what and where.
 *
 * <p>The whole is one pass, linear in the text, with constant memory beside it and no recursion. A byte order mark at
 * the begin is skipped. Not safe for use by several threads.
 */
public final class ScriptReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final ParameterStyle style;
    private final int limit;
    private final StatementWords words;

    private Lexer lexer;
    private int afterData = -1;
    private int partEnd;
    private @Nullable ScriptPart pending;
    private @Nullable ScriptPart behindPending;

    private int start = -1;
    private int end;
    private int parentheses;
    private int firstParenthesis;
    private @Nullable Flaw flaw;

    /** A reader at the begin of a script. */
    public ScriptReader(String text) {
        this(text, 0, text.length());
    }

    /** A reader for a part of a text, such as a function's body; offsets are those of the whole text. */
    public ScriptReader(String text, int from, int to) {
        this(text, from, to, ParameterStyle.PSQL);
    }

    /** The same for a text in {@link ParameterStyle#PSQL} or {@link ParameterStyle#PSQL_BACKSLASHES}. */
    public ScriptReader(String text, int from, int to, ParameterStyle style) {
        this.text = text;
        this.style = style;
        this.limit = to;
        this.words = new StatementWords(text);
        boolean mark = from == 0 && to > 0 && text.charAt(0) == BYTE_ORDER_MARK;
        partEnd = mark ? 1 : from;
        lexer = new Lexer(text, partEnd, to, style);
    }

    /** The next part; null at the end. */
    public @Nullable ScriptPart next() {
        if (pending != null) {
            ScriptPart part = pending;
            pending = behindPending;
            behindPending = null;
            return part;
        }
        while (true) {
            TokenKind kind = lexer.next();
            if (kind == TokenKind.END && afterData >= 0) {
                lexer = new Lexer(text, afterData, limit, style);
                partEnd = start < 0 ? afterData : partEnd;
                afterData = -1;
                continue;
            }
            if (kind == TokenKind.END) {
                return start < 0 ? null : statement(Statement.Ending.END_OF_SCRIPT, limit);
            }
            ScriptPart part = kind == TokenKind.BACKSLASH ? backslash() : token(kind);
            if (part != null) {
                return part;
            }
        }
    }

    private @Nullable ScriptPart token(TokenKind kind) {
        if (kind == TokenKind.SEMICOLON && parentheses == 0 && !words.insideBody()) {
            return semicolon();
        }
        if (start < 0) {
            start = lexer.start();
        }
        end = lexer.end();
        if (kind == TokenKind.OPEN_PARENTHESIS && parentheses++ == 0) {
            firstParenthesis = lexer.start();
        } else if (kind == TokenKind.CLOSE_PARENTHESIS && parentheses > 0) {
            parentheses--;
        }
        Problem problem = lexer.problem();
        if (problem != null && flaw == null) {
            flaw = new Flaw(problem, lexer.start());
        }
        words.read(lexer, parentheses == 0);
        return null;
    }

    private @Nullable Statement semicolon() {
        int behind = lexer.end();
        if (start < 0) {
            partEnd = behind;
            return null;
        }
        boolean dataFollow = words.copiesFromScript();
        Statement statement = statement(Statement.Ending.SEMICOLON, behind);
        if (dataFollow) {
            pending = data(behind);
        }
        return statement;
    }

    private Statement statement(Statement.Ending ending, int behind) {
        if (flaw == null && parentheses > 0) {
            flaw = new Flaw(Problem.UNCLOSED_PARENTHESIS, firstParenthesis);
        }
        if (flaw == null && words.insideBody()) {
            flaw = new Flaw(Problem.UNCLOSED_BODY, words.bodyStart());
        }
        int nul = nul(start, flaw == null ? end : flaw.offset());
        if (nul >= 0) {
            flaw = new Flaw(Problem.NUL, nul);
        }
        Statement statement = new Statement(Math.min(partEnd, start), start, end, ending, flaw);
        forget();
        partEnd = behind;
        return statement;
    }

    private int nul(int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) == '\0') {
                return at;
            }
        }
        return -1;
    }

    private void forget() {
        start = -1;
        parentheses = 0;
        flaw = null;
        words.clear();
    }

    private @Nullable ScriptPart backslash() {
        int at = lexer.start();
        char next = at + 1 < limit ? text.charAt(at + 1) : '\n';
        if (next == ';' || next == ':') {
            lexer.moveTo(at + 2);
            return next == ';' ? joined(at + 2) : colon(at);
        }
        MetaCommandScan scan = new MetaCommandScan(text, at, limit);
        MetaCommand command = scan.command();
        lexer.moveTo(scan.behind());
        if (start < 0) {
            partEnd = scan.behind();
        } else if (scan.forgets()) {
            forget();
            partEnd = scan.behind();
        } else if (scan.sends()) {
            boolean dataFollow = words.copiesFromScript() && scan.executes();
            Statement statement = statement(Statement.Ending.META_COMMAND, scan.behind());
            pending = command;
            behindPending = dataFollow ? data(scan.behind()) : null;
            return statement;
        }
        if (scan.copiesFromScript()) {
            pending = data(scan.behind());
        }
        return command;
    }

    private @Nullable ScriptPart joined(int behind) {
        return start < 0 ? null : statement(Statement.Ending.JOINED, behind);
    }

    /** psql's way to write a colon that is none of a variable. */
    private @Nullable ScriptPart colon(int at) {
        start = start < 0 ? at : start;
        end = at + 2;
        return null;
    }

    /** The data that begin on the line behind a command, or behind the data of another command on the same line. */
    private CopyData data(int behind) {
        int lineEnd = CopyLines.afterLine(text, behind, limit);
        int from = afterData >= 0 ? afterData : lineEnd;
        CopyLines lines = new CopyLines(text, from, limit);
        if (afterData < 0) {
            lexer = new Lexer(text, behind, lineEnd, style);
        }
        afterData = lines.behind();
        return lines.data();
    }
}

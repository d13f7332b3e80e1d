package dev.sluice.sql.script;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Set;

/**
 * Reads one psql meta-command: up to the end of the line, to {@code \\}, or to the backslash of the next command, as the
 * command takes them (the rules: psqlscanslash.l and command.c in psql's sources).
 */
final class MetaCommandScan {

    private static final Set<String> TAKE_THE_LINE =
            Set.of("!", "copy", "h", "help", "ef", "ev", "sf", "sf+", "sv", "sv+");
    private static final Set<String> MAY_PIPE = Set.of("g", "gx", "o", "out", "w", "write");
    private static final Set<String> SEND =
            Set.of("g", "gx", "gdesc", "gexec", "gset", "crosstabview", "watch", "parse", "sendpipeline");
    private static final Set<String> FORGET = Set.of("r", "reset");

    private final String text;
    private final int limit;
    private final MetaCommand command;
    private final String name;
    private final int behind;

    MetaCommandScan(String text, int start, int limit) {
        this.text = text;
        this.limit = limit;
        int nameEnd = start + 1;
        while (nameEnd < limit && !endsWord(text.charAt(nameEnd))) {
            nameEnd++;
        }
        name = nameEnd - start > 32 ? "" : text.substring(start + 1, nameEnd);
        int end = takesTheLine(nameEnd) ? lineEnd(nameEnd) : argumentsEnd(nameEnd);
        command = new MetaCommand(start, nameEnd, trimmed(nameEnd, end));
        behind = text.startsWith("\\\\", end) && end + 2 <= limit ? end + 2 : end;
    }

    MetaCommand command() {
        return command;
    }

    /** Where the script goes on. */
    int behind() {
        return behind;
    }

    /** Whether it sends the statement that has been written so far. */
    boolean sends() {
        return SEND.contains(name);
    }

    /** Whether it runs what it sends as a semicolon would, so that a COPY goes on to read its data. */
    boolean executes() {
        return name.equals("g") || name.equals("gx");
    }

    /** Whether it drops the statement that has been written so far. */
    boolean forgets() {
        return FORGET.contains(name);
    }

    /** Whether it is a {@code \copy} whose data follow in the script. */
    boolean copiesFromScript() {
        if (!name.equals("copy")) {
            return false;
        }
        Lexer lexer = new Lexer(text, command.nameEnd(), command.end(), ParameterStyle.PSQL);
        int depth = 0;
        boolean behindFrom = false;
        while (lexer.next() != TokenKind.END) {
            if (lexer.kind() == TokenKind.OPEN_PARENTHESIS) {
                depth++;
            } else if (lexer.kind() == TokenKind.CLOSE_PARENTHESIS) {
                depth--;
            } else if (depth == 0 && behindFrom && lexer.isWord("stdin")) {
                return true;
            }
            behindFrom = lexer.isWord("from");
        }
        return false;
    }

    private boolean takesTheLine(int nameEnd) {
        // Behind what is no command at all, psql drops the line.
        if (name.isEmpty() || TAKE_THE_LINE.contains(name)) {
            return true;
        }
        int first = nameEnd;
        while (first < limit && text.charAt(first) == ' ') {
            first++;
        }
        return MAY_PIPE.contains(name) && first < limit && text.charAt(first) == '|';
    }

    private int argumentsEnd(int from) {
        int at = from;
        while (at < limit) {
            char c = text.charAt(at);
            if (c == '\\' || isLineEnd(c)) {
                return at;
            }
            at = c == '\'' || c == '"' || c == '`' ? behindQuoted(at + 1, c) : at + 1;
        }
        return at;
    }

    /** A quoted argument ends with its line at the latest. Only between single quotes does a backslash escape. */
    private int behindQuoted(int from, char quote) {
        int at = from;
        while (at < limit && !isLineEnd(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            at += c == '\\' && quote == '\'' && at + 1 < limit && !isLineEnd(text.charAt(at + 1)) ? 2 : 1;
        }
        return at;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < limit && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int trimmed(int nameEnd, int end) {
        int at = end;
        while (at > nameEnd && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean endsWord(char c) {
        return c == '\\' || isSpace(c);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}

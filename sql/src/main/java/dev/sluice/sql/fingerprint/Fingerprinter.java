package dev.sluice.sql.fingerprint;

import dev.sluice.sql.fingerprint.Keywords.Role;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.Problem;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes fingerprints by the rules of {@link Fingerprint}, one after the other, and keeps its buffers between them. Not
 * safe for use by several threads.
 */
public final class Fingerprinter {

    private static final int MOST_SPARE_CHARACTERS = 1 << 16;

    private final StringBuilder out = new StringBuilder(256);
    private final Lists lists = new Lists(out);

    // The token before, and the semicolons and the sign that are written only if something makes them count.
    private TokenKind before = TokenKind.END;
    private @Nullable Role roleBefore;
    private int semicolons;
    private char sign;

    /** The value of the fingerprint of a statement, or of several. */
    public long fingerprint(String sql, ParameterStyle style) {
        clear();
        Lexer lexer = new Lexer(sql, style);
        while (lexer.next() != TokenKind.END) {
            token(sql, lexer, style);
        }
        writeSign();
        lists.endRows();
        return Utf8Hash.of(out);
    }

    /** The normalised text of what the last fingerprint was made of. */
    public String text() {
        return out.toString();
    }

    private void clear() {
        out.setLength(0);
        if (out.capacity() > MOST_SPARE_CHARACTERS) {
            out.trimToSize();
        }
        lists.clear();
        before = TokenKind.END;
        roleBefore = null;
        semicolons = 0;
        sign = 0;
    }

    private void token(String sql, Lexer lexer, ParameterStyle style) {
        TokenKind kind = lexer.kind();
        if (kind != TokenKind.INTEGER && kind != TokenKind.NUMERIC) {
            writeSign();
        }
        sign = 0;
        if (kind == TokenKind.SEMICOLON) {
            semicolons++;
            return;
        }
        for (; semicolons > 0; semicolons--) {
            write(TokenKind.SEMICOLON, ";", 0, 1);
        }
        switch (kind) {
            case WORD -> word(sql, lexer.start(), lexer.end());
            case OPERATOR -> operator(sql, lexer.start(), lexer.end(), style);
            case OPEN_PARENTHESIS -> open(kind, '(', roleBefore == Role.IN);
            case OPEN_BRACKET -> open(kind, '[', roleBefore == Role.ARRAY || (lists.inList() && !before.endsValue()));
            case CLOSE_PARENTHESIS -> close(kind, ')');
            case CLOSE_BRACKET -> close(kind, ']');
            case COMMA -> comma();
            default -> {
                if (kind.isLiteral() || kind.isParameter() || isUnreadable(lexer)) {
                    value();
                } else {
                    write(kind, sql, lexer.start(), lexer.end());
                }
            }
        }
    }

    private void word(String sql, int start, int end) {
        Role role = before == TokenKind.DOT ? null : Keywords.TABLE.find(sql, start, end);
        if (role == Role.CONSTANT && (behindOpening() || roleBefore == Role.CONSTANT_FOLLOWS)) {
            value();
            return;
        }
        if ((role == Role.QUERY || role == Role.VALUES) && lists.atFirst()) {
            lists.begin(false);
        }
        lists.endRows();
        separate(TokenKind.WORD);
        for (int at = start; at < end; at++) {
            out.append(NameTable.lower(sql.charAt(at)));
        }
        if (role == Role.VALUES) {
            lists.beginRows();
        }
        wrote(TokenKind.WORD, role);
    }

    private void operator(String sql, int start, int end, ParameterStyle style) {
        char first = sql.charAt(start);
        if (end - start == 1 && (first == '+' || first == '-') && valueFollows()) {
            sign = first;
        } else if (end - start == 2 && first == '!' && sql.charAt(start + 1) == '=') {
            write(TokenKind.OPERATOR, "<>", 0, 2);
        } else if (style == ParameterStyle.JDBC || style == ParameterStyle.NAMED) {
            lists.endRows();
            separate(TokenKind.OPERATOR);
            for (int at = start; at < end; at++) {
                out.append(sql.charAt(at));
                at += sql.charAt(at) == '?' ? 1 : 0;
            }
            wrote(TokenKind.OPERATOR, null);
        } else {
            write(TokenKind.OPERATOR, sql, start, end);
        }
    }

    private void writeSign() {
        if (sign != 0) {
            write(TokenKind.OPERATOR, sign == '+' ? "+" : "-", 0, 1);
        }
    }

    private void value() {
        write(TokenKind.PLACEHOLDER, "?", 0, 1);
    }

    private void write(TokenKind kind, String from, int start, int end) {
        lists.endRows();
        separate(kind);
        out.append(from, start, end);
        wrote(kind, null);
    }

    private void open(TokenKind kind, char c, boolean list) {
        separate(kind);
        out.append(c);
        lists.open(list);
        wrote(kind, null);
    }

    private void close(TokenKind kind, char c) {
        lists.close();
        separate(kind);
        out.append(c);
        wrote(kind, null);
    }

    private void comma() {
        lists.endElement();
        separate(TokenKind.COMMA);
        out.append(',');
        lists.beginElement();
        wrote(TokenKind.COMMA, null);
    }

    private void wrote(TokenKind kind, @Nullable Role role) {
        before = kind;
        roleBefore = role;
    }

    private void separate(TokenKind kind) {
        boolean tight = switch (kind) {
            case CLOSE_PARENTHESIS, CLOSE_BRACKET, OPEN_BRACKET, COMMA, DOT, TYPECAST -> true;
            case OPEN_PARENTHESIS -> before.isName() && roleBefore == null;
            default -> false;
        };
        switch (before) {
            case OPEN_PARENTHESIS, OPEN_BRACKET, DOT, TYPECAST, END -> {}
            default -> {
                if (!tight) {
                    out.append(' ');
                }
            }
        }
    }

    /** Single characters that begin nothing may be a template's; the rest of what cannot be read may hold values. */
    private static boolean isUnreadable(Lexer lexer) {
        return lexer.kind() == TokenKind.INVALID && lexer.problem() != Problem.UNEXPECTED_CHARACTER;
    }

    private boolean behindOpening() {
        return switch (before) {
            case OPEN_PARENTHESIS, OPEN_BRACKET, COMMA, OPERATOR -> true;
            default -> false;
        };
    }

    private boolean valueFollows() {
        return behindOpening()
                || before == TokenKind.END
                || (roleBefore != null && roleBefore != Role.APART && roleBefore != Role.CONSTANT);
    }
}

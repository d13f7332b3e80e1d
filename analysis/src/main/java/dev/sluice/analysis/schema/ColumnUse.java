package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where an expression names a column of its table, by the words alone: a name that is called, that a value is cast to, or
 * that is the type of a literal is none.
 */
public final class ColumnUse {

    private static final Set<String> NO_COLUMN_BEHIND = Set.of("as", "collate");

    /** Words of conditions that may be names as well. */
    private static final Set<String> NO_COLUMN = Set.of("at", "between", "time", "unknown", "zone");

    private record Token(TokenKind kind, int from, int to, String word) {}

    private ColumnUse() {}

    /** Whether an expression names the column. */
    public static boolean in(String expression, String column) {
        return !places(expression, column).isEmpty();
    }

    /** The same expression where the column is called otherwise. */
    static Expression renamed(Expression expression, String from, String to) {
        return new Expression(renamed(expression.text(), from, to), expression.functions(), expression.span());
    }

    /** The same expression where the column is called otherwise. */
    static String renamed(String expression, String from, String to) {
        StringBuilder text = new StringBuilder();
        int behind = 0;
        for (Token place : places(expression, from)) {
            text.append(expression, behind, place.from()).append(Name.quoted(to));
            behind = place.to();
        }
        return text.append(expression, behind, expression.length()).toString();
    }

    /** The same columns where one is called otherwise. */
    static List<String> renamed(List<String> columns, String from, String to) {
        return columns.stream().map(column -> column.equals(from) ? to : column).toList();
    }

    /** The names in an expression that may be columns: what stands where a column does, and is no word of the language. */
    static Set<String> columns(String expression) {
        List<Token> tokens = tokens(expression);
        Set<String> columns = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).word();
            boolean plain = tokens.get(i).kind() == TokenKind.WORD;
            boolean key = plain && (!Name.quoted(word).equals(word) || NO_COLUMN.contains(word));
            if (!word.isEmpty() && !key && isColumn(tokens, i)) {
                columns.add(word);
            }
        }
        return columns;
    }

    private static List<Token> places(String expression, String column) {
        List<Token> tokens = tokens(expression);
        List<Token> places = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).word().equals(column) && isColumn(tokens, i)) {
                places.add(tokens.get(i));
            }
        }
        return places;
    }

    private static List<Token> tokens(String expression) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(expression, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            tokens.add(new Token(lexer.kind(), lexer.start(), lexer.end(), word(lexer)));
            escape(expression, tokens);
        }
        return tokens;
    }

    /** A name as the server keeps it, empty for all else. */
    private static String word(Lexer lexer) {
        return lexer.kind().isName() ? value(lexer.token(), lexer.kind(), '\\') : "";
    }

    /** An escape that the server refuses names nothing. */
    private static String value(String name, TokenKind kind, char escape) {
        try {
            return TokenValue.of(name, kind, escape);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Makes one of a name and the {@code UESCAPE} behind it. */
    private static void escape(String expression, List<Token> tokens) {
        int last = tokens.size() - 1;
        if (last < 2
                || tokens.get(last).kind() != TokenKind.STRING
                || tokens.get(last).to() - tokens.get(last).from() != 3
                || !tokens.get(last - 1).word().equals("uescape")
                || tokens.get(last - 2).kind() != TokenKind.UNICODE_NAME) {
            return;
        }
        Token name = tokens.get(last - 2);
        int to = tokens.get(last).to();
        char escape = expression.charAt(to - 2);
        String word = value(expression.substring(name.from(), name.to()), name.kind(), escape);
        tokens.subList(last - 2, last + 1).clear();
        tokens.add(new Token(TokenKind.UNICODE_NAME, name.from(), to, word));
    }

    private static boolean isColumn(List<Token> tokens, int at) {
        TokenKind next = at + 1 < tokens.size() ? tokens.get(at + 1).kind() : TokenKind.END;
        if (next == TokenKind.OPEN_PARENTHESIS || next == TokenKind.DOT || next.isText()) {
            return false;
        }
        int first = at;
        while (first > 1 && tokens.get(first - 1).kind() == TokenKind.DOT) {
            first -= 2;
        }
        Token before = first > 0 ? tokens.get(first - 1) : null;
        boolean other = before != null
                && (before.kind() == TokenKind.TYPECAST
                        || (before.kind() == TokenKind.WORD && NO_COLUMN_BEHIND.contains(before.word())));
        return !other;
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A partition key that is an expression. A condition is read as one on a column where it has the same words, however they are
 * spaced and enclosed: so does the server, which compares the two as trees.
 */
final class KeyExpression {

    /** What stands for it in a condition, and no column is called. */
    private static final String NAME = "key$expression";

    private static final Pattern JUNCTION = Pattern.compile("(?i)\\b(?:AND|OR)\\b");
    private static final Pattern OR = Pattern.compile("(?i)\\bOR\\b");
    private static final Pattern NOT_NULL =
            Pattern.compile("(?i)[\\s(]*" + Pattern.quote(NAME) + "\\s+IS\\s+NOT\\s+NULL[\\s)]*");

    private record Token(TokenKind kind, String text, int from, int to) {}

    private KeyExpression() {}

    /** Whether the key is one expression and nothing besides. */
    static boolean isOne(List<String> key) {
        return key.size() == 1 && key.get(0).contains("(");
    }

    /** The key with a name in the place of the expression. */
    static List<String> columns(List<String> key) {
        return isOne(key) ? List.of(NAME) : key;
    }

    /** The condition with that name in the place of the expression, without the parentheses around it. */
    static String named(String condition, List<String> key) {
        if (!isOne(key)) {
            return condition;
        }
        List<Token> wanted = tokens(key.get(0));
        while (isEnclosed(wanted)) {
            wanted = wanted.subList(1, wanted.size() - 1);
        }
        List<Token> tokens = tokens(condition);
        StringBuilder named = new StringBuilder();
        int behind = 0;
        for (int i = 0; i + wanted.size() <= tokens.size(); i++) {
            if (isAt(tokens, i, wanted)) {
                int first = i;
                int last = i + wanted.size() - 1;
                while (isAlone(tokens, first - 1, last + 1, behind)) {
                    first--;
                    last++;
                }
                named.append(condition, behind, tokens.get(first).from()).append(NAME);
                behind = tokens.get(last).to();
                i = last;
            }
        }
        return named.append(condition, behind, condition.length()).toString();
    }

    /** Whether each row that satisfies the condition has a value. */
    static boolean isNotNull(String condition, List<String> key) {
        String named = named(condition, key);
        return isOne(key)
                && !OR.matcher(named).find()
                && JUNCTION.splitAsStream(named)
                        .anyMatch(part -> NOT_NULL.matcher(part).matches());
    }

    private static boolean isAt(List<Token> tokens, int at, List<Token> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!tokens.get(at + i).text().equals(wanted.get(i).text())) {
                return false;
            }
        }
        return !wanted.isEmpty();
    }

    /** Whether a pair of parentheses is around it alone, and calls nothing. */
    private static boolean isAlone(List<Token> tokens, int open, int close, int behind) {
        return open >= 0
                && close < tokens.size()
                && tokens.get(open).from() >= behind
                && tokens.get(open).kind() == TokenKind.OPEN_PARENTHESIS
                && tokens.get(close).kind() == TokenKind.CLOSE_PARENTHESIS
                && (open == 0
                        || !tokens.get(open - 1).kind().isName()
                        || List.of("and", "not", "or")
                                .contains(tokens.get(open - 1).text()));
    }

    private static boolean isEnclosed(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size() - 1; i++) {
            depth += tokens.get(i).kind() == TokenKind.OPEN_PARENTHESIS ? 1 : 0;
            depth -= tokens.get(i).kind() == TokenKind.CLOSE_PARENTHESIS ? 1 : 0;
            if (depth == 0) {
                return false;
            }
        }
        return !tokens.isEmpty();
    }

    private static List<Token> tokens(String expression) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(expression, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            if (!lexer.kind().isComment()) {
                String text = expression.substring(lexer.start(), lexer.end());
                boolean folded = lexer.kind() == TokenKind.WORD;
                tokens.add(new Token(
                        lexer.kind(), folded ? text.toLowerCase(Locale.ROOT) : text, lexer.start(), lexer.end()));
            }
        }
        return tokens;
    }
}

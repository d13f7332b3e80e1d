package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.sql.classify.Volatility;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a stored generated column may as well be virtual (PostgreSQL 18: check_virtual_generated_security and its like). */
final class VirtualColumn {

    private static final Pattern EXPRESSION =
            Pattern.compile("(?is)\\bALWAYS\\s+AS\\s*(?<expression>\\(.*\\))\\s*STORED\\b");

    private static final Pattern BUILTIN = Pattern.compile(
            "(?:small|big)?int(?:eger)?|numeric|real|double precision|text"
                    + "|character(?: varying)?|bpchar|boolean|date|(?:time|timestamp)(?: with(?:out)? time zone)?|interval|uuid"
                    + "|jsonb?|bytea|inet|cidr|tsvector|int[248]|float[48]?|varchar|timestamptz|timetz|bool|decimal|char|double");

    /** What may stand before a parenthesis and calls nothing. */
    private static final Set<String> WORDS = Set.of(
            "in",
            "and",
            "or",
            "not",
            "when",
            "then",
            "else",
            "case",
            "as",
            "cast",
            "any",
            "all",
            "between",
            "is",
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "extract",
            "substring",
            "trim",
            "position",
            "overlay",
            "like",
            "ilike",
            "from");

    private record Token(TokenKind kind, String word) {}

    private VirtualColumn() {}

    /** Whether nothing is known that speaks against it. */
    static boolean isPossible(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = add.action().column();
        Matcher generated = EXPRESSION.matcher(step.sql(column.span()));
        return step.version().isAtLeast(18)
                && column.constraints().stream().allMatch(Constraint.Check.class::isInstance)
                && isBuiltin(column.type())
                && generated.find()
                && isOfBuiltins(step, add, generated.group("expression"))
                && !isIndexedBehind(step, add);
    }

    private static boolean isBuiltin(DataType type) {
        return BUILTIN.matcher(type.name()).matches();
    }

    private static boolean isOfBuiltins(Step step, Step.Action<TableAction.AddColumn> add, String expression) {
        List<Token> tokens = tokens(expression);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (!token.kind().isName()) {
                continue;
            }
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).kind() == TokenKind.OPEN_PARENTHESIS;
            boolean cast = i > 0
                    && (tokens.get(i - 1).kind() == TokenKind.TYPECAST
                            || tokens.get(i - 1).word().equals("as"));
            boolean qualified = i > 0 && tokens.get(i - 1).kind() == TokenKind.DOT;
            Column named = step.table(add.table()).column(token.word());
            DataType type = named == null ? null : named.type();
            if (cast ? !BUILTIN.matcher(token.word()).matches() : called && (qualified || !isBuiltin(token.word()))) {
                return false;
            }
            if (!cast && !called && type != null && !isBuiltin(type)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBuiltin(String called) {
        return WORDS.contains(called) || Volatility.ofBuiltin(called) != null;
    }

    private static List<Token> tokens(String expression) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(expression, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            if (!lexer.kind().isComment()) {
                String text = expression.substring(lexer.start(), lexer.end());
                String word =
                        lexer.kind() == TokenKind.WORD ? text.toLowerCase(Locale.ROOT) : text.replaceAll("^\"|\"$", "");
                tokens.add(new Token(lexer.kind(), lexer.kind().isName() ? word : ""));
            }
        }
        return tokens;
    }

    /** Whether the file builds an index, a key or statistics on it, which a virtual column cannot have. */
    private static boolean isIndexedBehind(Step step, Step.Action<TableAction.AddColumn> add) {
        String column = add.action().column().name();
        for (String sql : step.text().substring(add.span().to()).split(";", -1)) {
            Words words = sql.contains(column) ? Words.of(sql) : null;
            if (words != null
                    && words.hasName(column)
                    && (words.find("index") != null
                            || words.find("unique") != null
                            || words.find("primary", "key") != null
                            || words.find("foreign", "key") != null)) {
                return true;
            }
        }
        return false;
    }
}

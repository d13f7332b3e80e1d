package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.TypeCast;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AlterType;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CHECK or the condition of an index that compares a column with a constant. The server keeps the constant with the type that
 * the column has then, so that of another type, which has no operator with that one, the column cannot be.
 *
 * @param name of the constraint or index
 * @param index whether it is an index
 */
record OldTypeComparison(String name, boolean index) {

    /** Types of which values are compared with those of the others. What is kept of VARCHAR is a cast to text. */
    private static final List<Set<String>> ALIKE = List.of(
            Set.of("text", "character", "character varying"),
            Set.of(
                    "smallint",
                    "integer",
                    "bigint",
                    "numeric",
                    "real",
                    "double precision",
                    "smallserial",
                    "serial",
                    "bigserial",
                    "money",
                    "oid"),
            Set.of("date", "timestamp without time zone", "timestamp with time zone"),
            Set.of("boolean"),
            Set.of("uuid"));

    private static final Set<String> OPERATORS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");
    private static final Set<String> BEFORE = Set.of("", "(", "and", "or", "not");

    private static final Comparator<OldTypeComparison> BY_NAME = Comparator.comparing(OldTypeComparison::name);

    private record Token(TokenKind kind, String text) {}

    /** Those that are in the way of another type for the column, as far as they are known. */
    static List<OldTypeComparison> of(Step step, Table table, Column column, DataType made) {
        DataType old = column.type();
        boolean certain = table.origin() == null || table.origin().certain();
        if (!certain || old == null || areAlike(step, old, made)) {
            return List.of();
        }
        Stream<OldTypeComparison> checks = table.constraints().stream()
                .filter(known -> known.valid()
                        && known.constraint() instanceof Constraint.Check check
                        && compares(check.condition().text(), column.name()))
                .map(TableConstraint::name)
                .map(name -> new OldTypeComparison(name, false));
        Stream<OldTypeComparison> indexes = table.indexes().stream()
                .filter(known -> (known.origin() == null || known.origin().certain())
                        && known.where() != null
                        && compares(known.where().text(), column.name()))
                .map(Index::name)
                .map(name -> new OldTypeComparison(name, true));
        return Stream.concat(checks.sorted(BY_NAME), indexes.sorted(BY_NAME)).toList();
    }

    /** The change of type behind the drop of all that is in its way, as SQL. */
    static String example(Step step, Step.Action<AlterType> alter, List<OldTypeComparison> all) {
        String table = alter.table().sql();
        String indexes = all.stream()
                .filter(OldTypeComparison::index)
                .map(old -> "DROP INDEX CONCURRENTLY "
                        + alter.table().sibling(old.name()).sql() + ";\n")
                .collect(Collectors.joining());
        String constraints = all.stream()
                .filter(old -> !old.index())
                .map(old -> "DROP CONSTRAINT " + Name.quoted(old.name()) + ",\n    ")
                .collect(Collectors.joining());
        String anew = all.stream().map(OldTypeComparison::words).collect(Collectors.joining(", "));
        return (indexes.isEmpty() ? "" : "-- outside of a transaction:\n" + indexes + "-- then:\n")
                + "ALTER TABLE " + table + " " + constraints + step.sql(alter.span())
                + ";\n-- then make anew, with values of "
                + alter.action().type().sql() + ": " + anew;
    }

    /** As the subject of a sentence. */
    String words() {
        return (index ? "index " : "constraint ") + Name.quoted(name);
    }

    /** Whether both have the operators, or that is not known. */
    private static boolean areAlike(Step step, DataType from, DataType to) {
        DataType old = base(step, from);
        DataType made = base(step, to);
        boolean known = TypeCast.of(old, made, step.before()) != TypeCast.UNKNOWN;
        if (!known
                || old.dimensions() > 0
                || made.dimensions() > 0
                || old.name().equals("character varying")) {
            return true;
        }
        for (Set<String> types : ALIKE) {
            if (types.contains(old.name())) {
                return types.contains(made.name());
            }
        }
        return TypeCast.isBuiltin(old)
                || step.before().resolve(old.asName()).equals(step.before().resolve(made.asName()));
    }

    private static DataType base(Step step, DataType type) {
        Domain domain = type.dimensions() > 0 ? null : step.before().domain(type.asName());
        return domain == null ? type : domain.type();
    }

    /** Whether a condition compares the column itself with a constant. */
    static boolean compares(String condition, String column) {
        List<Token> tokens = tokens(condition);
        for (int i = 0; i < tokens.size(); i++) {
            if (isColumn(tokens.get(i), column) && isCompared(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCompared(List<Token> tokens, int at) {
        int next = at + 1;
        if (BEFORE.contains(text(tokens, at - 1))) {
            next = text(tokens, next).equals("not") ? next + 1 : next;
            String word = text(tokens, next);
            int value = word.equals("in") && text(tokens, next + 1).equals("(") ? next + 2 : next + 1;
            boolean array = text(tokens, next + 1).equals("any")
                    && text(tokens, next + 3).equals("array")
                    && text(tokens, next + 4).equals("[");
            boolean compared = OPERATORS.contains(word) || word.equals("in") || word.equals("between");
            return compared && isConstant(tokens, array ? next + 5 : value);
        }
        boolean ends =
                !OPERATORS.contains(text(tokens, next)) && !text(tokens, next).equals("::");
        return ends
                && OPERATORS.contains(text(tokens, at - 1))
                && isConstant(tokens, at - 2)
                && BEFORE.contains(text(tokens, at - 3));
    }

    private static boolean isConstant(List<Token> tokens, int at) {
        String text = text(tokens, at);
        return at >= 0
                && at < tokens.size()
                && (tokens.get(at).kind().isLiteral() || text.equals("true") || text.equals("false"));
    }

    private static boolean isColumn(Token token, String column) {
        return token.kind() == TokenKind.QUOTED_NAME
                ? token.text().equals("\"" + column.replace("\"", "\"\"") + "\"")
                : token.kind() == TokenKind.WORD && token.text().equals(column);
    }

    private static String text(List<Token> tokens, int at) {
        return at < 0 || at >= tokens.size() ? "" : tokens.get(at).text();
    }

    private static List<Token> tokens(String condition) {
        List<Token> tokens = new ArrayList<>();
        Lexer lexer = new Lexer(condition, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            String text = lexer.token();
            boolean word = lexer.kind() == TokenKind.WORD;
            tokens.add(new Token(lexer.kind(), word ? text.toLowerCase(Locale.ROOT) : text));
        }
        return tokens;
    }
}

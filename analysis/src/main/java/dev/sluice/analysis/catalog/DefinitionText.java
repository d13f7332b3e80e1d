package dev.sluice.analysis.catalog;

import dev.sluice.analysis.parse.Parsed;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads definitions as the server prints them. What the grammar does not take counts as not known. */
final class DefinitionText {

    private static final String TABLE = "ALTER TABLE t ADD ";

    private final Map<String, Optional<DataType>> types = new HashMap<>();

    /** A type as {@code format_type} prints it. */
    Optional<DataType> type(String text) {
        return types.computeIfAbsent(
                text,
                any -> action(TABLE + "COLUMN c " + text, TableAction.AddColumn.class)
                        .map(add -> add.column().type()));
    }

    /** The default of a domain as {@code pg_get_expr} prints it. */
    Optional<Expression> defaultValue(String text) {
        return action(TABLE + "COLUMN c text DEFAULT " + text, TableAction.AddColumn.class)
                .map(add -> add.column().defaultValue());
    }

    /** A constraint as {@code pg_get_constraintdef} prints it. */
    Optional<Constraint> constraint(String quotedName, String text) {
        return action(TABLE + "CONSTRAINT " + quotedName + " " + text, TableAction.AddConstraint.class)
                .map(TableAction.AddConstraint::constraint);
    }

    /** An index as {@code pg_get_indexdef} prints it. */
    Optional<CreateIndex> index(String text) {
        return statement(text).filter(CreateIndex.class::isInstance).map(CreateIndex.class::cast);
    }

    private static <A extends TableAction> Optional<A> action(String sql, Class<A> kind) {
        return statement(sql)
                .filter(AlterTable.class::isInstance)
                .map(AlterTable.class::cast)
                .filter(alter -> alter.actions().size() == 1)
                .map(alter -> alter.actions().get(0))
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private static Optional<Statement> statement(String sql) {
        Parsed parsed = new StatementParser(new SourceText(sql, sql)).parse(new Span(0, sql.length()));
        return parsed.unread().isEmpty() ? Optional.of(parsed.statement()) : Optional.empty();
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.List;

/** The tables with a column of a type, as far as the types of columns are known. */
final class TypeUsers {

    private TypeUsers() {}

    static boolean any(Step step, Name type) {
        return !of(step, type).isEmpty();
    }

    /** Their names, in order. */
    static List<String> of(Step step, Name type) {
        return step.before().tables().stream()
                .filter(table -> table.columns().stream().anyMatch(column -> has(step, column, type)))
                .map(Table::name)
                .map(Name::sql)
                .sorted()
                .toList();
    }

    /**
     * Whether all tables that may have a column of it are known, with the types of their columns: it was made before the eyes of
     * the migrations, or the catalog knows the tables.
     */
    static boolean areKnown(Step step, ObjectKind kind, Name type) {
        Origin made = step.before().origin(kind, type);
        return (step.before().isWhole() || (made != null && made.certain()))
                && step.before().tables().stream()
                        .allMatch(table ->
                                table.complete() && table.columns().stream().allMatch(column -> column.type() != null));
    }

    private static boolean has(Step step, Column column, Name type) {
        return column.type() != null
                && step.before()
                        .resolve(column.type().asName())
                        .equals(step.before().resolve(type));
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
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

    private static boolean has(Step step, Column column, Name type) {
        return column.type() != null
                && step.before()
                        .resolve(column.type().asName())
                        .equals(step.before().resolve(type));
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What hangs on a column, and has to be made anew for another one that takes its place. */
final class ColumnTies {

    private ColumnTies() {}

    /** A comment that names all of it that is known. */
    static String of(Step step, Name name, String column, String fresh) {
        Table table = step.table(name);
        List<String> ties = new ArrayList<>(own(table.column(column)));
        table.constraints().stream()
                .filter(constraint -> constraint.isOn(column))
                .map(TableConstraint::name)
                .sorted()
                .forEach(constraint -> ties.add("constraint " + Name.quoted(constraint)));
        table.indexes().stream()
                .filter(index -> index.isOn(column) && table.constraint(index.name()) == null)
                .map(Index::name)
                .sorted()
                .forEach(index -> ties.add("index " + Name.quoted(index)));
        new References(step.before(), name)
                .ownersBy(column).stream()
                        .map(Name::sql)
                        .sorted()
                        .forEach(owner -> ties.add("the foreign key of " + owner));
        step.before().viewsOn(name).stream()
                .filter(view -> view.mayRead(step.before().resolve(name), column))
                .map(view -> view.name().sql())
                .sorted()
                .forEach(view -> ties.add("view " + view));
        ties.add((table.complete() ? "" : "its default, NOT NULL, constraints and indexes, ")
                + "privileges, and what else names it");
        return "-- give " + fresh + " what hangs on " + Name.quoted(column) + " and goes with it: "
                + String.join("; ", ties);
    }

    private static List<String> own(@Nullable Column column) {
        List<String> own = new ArrayList<>();
        if (column == null) {
            return own;
        }
        if (column.generation() != Generation.NONE) {
            own.add(column.generation() == Generation.IDENTITY ? "its identity" : "its expression");
        } else if (column.hasDefault()) {
            own.add(
                    column.defaultValue() == null
                            ? "its default"
                            : "DEFAULT " + column.defaultValue().text().replaceAll("\\s+", " "));
        }
        if (column.notNull()) {
            own.add("NOT NULL");
        }
        return own;
    }
}

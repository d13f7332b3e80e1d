package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.ColumnUse;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What belongs to a table and names a column. With another type of the column PostgreSQL makes all of it anew, and keeps
 * only an index on plain columns of which the order stays, unless the table has partitions (tablecmds.c, {@code TryReuseIndex}).
 */
public final class Dependents {

    private final Table table;
    private final String column;
    private final Pattern word;

    /** What names that column of the table. */
    public Dependents(Table table, String column) {
        this.table = table;
        this.column = column;
        this.word = Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(column) + "(?![\\w$])");
    }

    /**
     * What has to be done for them even where the column's values stay as they are. A CHECK is held against all rows,
     * whatever the new type is.
     */
    public Work work(TypeChange change) {
        boolean built = change == TypeChange.NONE
                ? table.indexes().stream().anyMatch(table.partitioned() ? this::isOn : this::isWritten)
                : !table.complete() || areIndexes();
        if (built) {
            return Work.INDEX_BUILD;
        }
        boolean read = table.constraints().stream()
                .anyMatch(constraint ->
                        isChecked(constraint) || (change == TypeChange.NONE_IN_UTC && isReference(constraint)));
        return read ? Work.SCAN : Work.NONE;
    }

    /** The same with what only the partitions of the table have. */
    static Work work(Schema schema, Table table, String column, TypeChange change) {
        Work most = new Dependents(table, column).work(change);
        for (Name part : table.partitioned() ? Parts.below(schema, table) : Set.<Name>of()) {
            Work own = new Dependents(schema.tableOrUnknown(part), column).work(change);
            most = own.compareTo(most) > 0 ? own : most;
        }
        return most;
    }

    /** Whether an index has the column in its keys or its condition. */
    private boolean areIndexes() {
        return table.indexes().stream()
                .anyMatch(index -> isWritten(index)
                        || index.keys().stream()
                                .anyMatch(key -> key.column() && key.text().equals(column)));
    }

    private boolean isOn(Index index) {
        return index.include().contains(column)
                || index.keys().stream()
                        .anyMatch(key -> key.column() && key.text().equals(column))
                || isWritten(index);
    }

    /** An expression or a condition is not compared with the one before. */
    private boolean isWritten(Index index) {
        boolean named =
                index.keys().stream().anyMatch(key -> key.column() ? key.text().equals(column) : isNamed(key.text()));
        boolean expressions = !index.keys().stream().allMatch(CreateIndex.Key::column);
        return index.where() == null
                ? named && expressions
                : named || isNamed(index.where().text());
    }

    private boolean isChecked(TableConstraint constraint) {
        return constraint.valid()
                && constraint.constraint() instanceof Constraint.Check check
                && isNamed(check.condition().text());
    }

    private boolean isReference(TableConstraint constraint) {
        return constraint.valid()
                && constraint.constraint() instanceof Constraint.ForeignKey key
                && key.columns().contains(column);
    }

    private boolean isNamed(String expression) {
        return word.matcher(expression).find() || ColumnUse.in(expression, column);
    }
}

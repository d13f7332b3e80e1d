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
 * only an index on plain columns of which the order stays.
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

    /** What has to be done for them even where the column's values stay as they are. */
    public Work work() {
        if (table.indexes().stream().anyMatch(index -> isWritten(index))) {
            return Work.INDEX_BUILD;
        }
        return table.constraints().stream().anyMatch(this::isChecked) ? Work.SCAN : Work.NONE;
    }

    /** The same with what only the partitions of the table have. */
    static Work work(Schema schema, Table table, String column) {
        Work most = new Dependents(table, column).work();
        for (Name part : table.partitioned() ? Parts.below(schema, table) : Set.<Name>of()) {
            Work own = new Dependents(schema.tableOrUnknown(part), column).work();
            most = own.compareTo(most) > 0 ? own : most;
        }
        return most;
    }

    /** Whether an index has the column in its keys or its condition. */
    public boolean areIndexes() {
        return table.indexes().stream()
                .anyMatch(index -> isWritten(index)
                        || index.keys().stream()
                                .anyMatch(key -> key.column() && key.text().equals(column)));
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

    private boolean isNamed(String expression) {
        return word.matcher(expression).find() || ColumnUse.in(expression, column);
    }
}

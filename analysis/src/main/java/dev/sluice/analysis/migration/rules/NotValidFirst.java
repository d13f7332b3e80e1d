package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;

/** Writes a constraint so that nobody waits while the rows are held against it. */
final class NotValidFirst {

    private NotValidFirst() {}

    /** The constraint as NOT VALID, and its validation. */
    static String sql(Name table, String name, String definition) {
        String alter = "ALTER TABLE " + table + " ";
        return alter + "ADD CONSTRAINT " + Name.quoted(name) + " " + definition + " NOT VALID;\n"
                + "-- in another transaction:\n"
                + alter + "VALIDATE CONSTRAINT " + Name.quoted(name) + ";";
    }

    /**
     * The same for a foreign key. That of a partitioned table can be NOT VALID from PostgreSQL 18 on; before, the table takes over
     * those that all its partitions have, without a look at their rows (addFkRecurseReferencing in tablecmds.c).
     */
    static String foreignKey(Step step, Name table, String name, String definition) {
        if (!step.table(table).partitioned()) {
            return sql(table, name, definition);
        }
        if (step.version().isAtLeast(18)) {
            return "-- on PostgreSQL 18 and newer:\n" + sql(table, name, definition);
        }
        List<String> lines = new ArrayList<>();
        List<Name> leaves = ConcurrentIndex.leaves(step, table);
        if (leaves.isEmpty()) {
            lines.add("-- first the same for each partition, as NOT VALID, and validate it");
        } else {
            leaves.forEach(part -> lines.add(sql(part, name, definition)));
            lines.add("-- and so for each partition that is not named here; then:");
        }
        lines.add("ALTER TABLE " + table + " ADD CONSTRAINT " + Name.quoted(name) + " " + definition + ";");
        return String.join("\n", lines);
    }
}

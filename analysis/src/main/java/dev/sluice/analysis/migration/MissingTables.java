package dev.sluice.analysis.migration;

import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says once of each table that nobody has it, where all tables are known. */
final class MissingTables {

    private final FileFindings collected;
    private final Set<Name> told = new HashSet<>();

    MissingTables(FileFindings collected) {
        this.collected = collected;
    }

    void check(Statement statement, Schema before, List<TableLock> locks) {
        if (!before.isWhole() || statement instanceof Drop || !collected.isUsed(EngineRules.TABLE_NOT_IN_CATALOG)) {
            return;
        }
        for (TableLock lock : locks) {
            Name table = lock.table();
            // What a tool puts in the place of a name is not known.
            if (before.lacks(table) && !table.sql().contains("${") && !table.isOpen() && told.add(table)) {
                String message = "Neither the live database nor a migration before has table " + table + ".";
                collected.add(EngineRules.TABLE_NOT_IN_CATALOG, Found.at(lock.span(), message), null);
            }
        }
    }
}

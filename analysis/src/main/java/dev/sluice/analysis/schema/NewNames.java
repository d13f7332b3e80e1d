package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.HashMap;
import java.util.Map;

/** The names that a statement gives to tables which are there. */
public final class NewNames {

    private NewNames() {}

    /** By the names before the statement, both with their schemas. */
    public static Map<Name, Name> of(Statement statement, Schema before) {
        Map<Name, Name> names = new HashMap<>();
        if (statement instanceof AlterTable alter) {
            Name from = before.resolve(alter.table());
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.RenameTable rename) {
                    names.put(from, from.sibling(rename.newName()));
                } else if (action instanceof TableAction.SetSchema move) {
                    names.put(from, new Name(move.schema(), from.name()));
                }
            }
        }
        return names;
    }
}

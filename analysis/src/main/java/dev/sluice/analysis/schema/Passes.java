package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.stream.Stream;

/**
 * The order in which PostgreSQL takes the actions of one {@code ALTER TABLE}: what drops something comes before all else,
 * wherever it stands (tablecmds.c, {@code AT_PASS_DROP}).
 */
public final class Passes {

    private Passes() {}

    /** The same actions in the order in which they are done. */
    static List<TableAction> inOrder(List<TableAction> actions) {
        return actions.size() == 1
                ? actions
                : Stream.concat(
                                actions.stream().filter(Passes::isFirst),
                                actions.stream().filter(action -> !isFirst(action)))
                        .toList();
    }

    /** Whether an action is done before those that drop nothing. */
    public static boolean isFirst(TableAction action) {
        return action instanceof TableAction.DropColumn
                || action instanceof TableAction.DropConstraint
                || action instanceof TableAction.DropNotNull
                || action instanceof TableAction.DropDefault;
    }

    /** What the actions that drop nothing find: the schema behind those that drop something. */
    public static Schema behindDrops(Schema before, AlterTable alter) {
        Schema after = before;
        if (alter.actions().size() > 1) {
            Name table = before.resolve(alter.table());
            for (TableAction action : alter.actions()) {
                // What is dropped makes nothing, so its origin does not matter.
                after = isFirst(action) ? new TableChange(after, table, Origin.CATALOG).apply(action) : after;
            }
        }
        return after;
    }
}

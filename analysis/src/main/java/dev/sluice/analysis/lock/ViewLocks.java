package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.util.List;

/** The locks of one statement on views that have no rows of their own: whoever reads such a view waits as for a table. */
public final class ViewLocks {

    private ViewLocks() {}

    /**
     * Those on views that are there for sure, all of them ACCESS EXCLUSIVE. Of {@code OR REPLACE} and {@code IF EXISTS} these are
     * the views that are known.
     *
     * @param before what is known before the statement
     */
    public static List<TableLock> of(Statement statement, Schema before) {
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.VIEW) {
            return drop.targets().stream()
                    .filter(target -> !drop.ifExists() || before.view(target.name()) != null)
                    .map(target -> lock(before, target.name(), target.span()))
                    .toList();
        }
        if (statement instanceof AlterObject alter && alter.kind() == ObjectKind.VIEW) {
            return List.of(lock(before, alter.name(), alter.span()));
        }
        boolean replaces = statement instanceof CreateObject create
                && create.kind() == ObjectKind.VIEW
                && create.replace()
                && before.view(create.name()) != null;
        return replaces ? List.of(lock(before, ((CreateObject) statement).name(), statement.span())) : List.of();
    }

    private static TableLock lock(Schema before, Name view, Span span) {
        return new TableLock(before.resolve(view), LockMode.ACCESS_EXCLUSIVE, Work.NONE, span);
    }
}

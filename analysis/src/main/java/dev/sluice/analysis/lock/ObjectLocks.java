package dev.sluice.analysis.lock;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.ObjectKind;

/** The locks of {@code ALTER} of anything but a table. */
final class ObjectLocks {

    private final Locks.Taken taken;

    ObjectLocks(Locks.Taken taken) {
        this.taken = taken;
    }

    void add(AlterObject alter) {
        if (alter.kind() == ObjectKind.MATERIALIZED_VIEW) {
            materializedView(alter);
        } else if (alter.on() != null) {
            taken.lock(alter.on(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, alter.span());
        }
    }

    private void materializedView(AlterObject alter) {
        boolean rewrite = alter.change() instanceof AlterObject.SetTablespace
                || alter.change() instanceof AlterObject.SetAccessMethod;
        boolean exclusive = rewrite
                || alter.change() instanceof AlterObject.Rename
                || alter.change() instanceof AlterObject.RenameColumn
                || alter.change() instanceof AlterObject.SetSchema
                || alter.change() instanceof AlterObject.OwnerTo;
        if (exclusive) {
            taken.lock(alter.name(), LockMode.ACCESS_EXCLUSIVE, rewrite ? Work.REWRITE : Work.NONE, alter.span());
        }
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.stream.Stream;

/** The locks that the transaction of a step holds, and for which others wait until it ends. */
final class HeldLock {

    private HeldLock() {}

    /**
     * Those that keep writers out at least. Of what has been dropped or renamed, it counts whether it was in use then; what was
     * dropped before it is made, if it was there at all, has most likely nobody who waits. Tables come before views.
     */
    static List<TableLock> ofOthers(Step step) {
        Stream<TableLock> tables = step.transaction().held().stream()
                .filter(lock -> !step.transaction().wasPerhapsAbsent(lock.table()))
                .filter(lock -> lock.mode().blocksReads()
                        ? step.transaction().inUse().contains(lock.table())
                        : lock.mode().blocksWrites() && !step.isNew(lock.table()));
        return Stream.concat(tables, step.transaction().heldViews().stream()).toList();
    }

    /** What is found of a table for which others wait: nobody does for a new one, be it called as one that was in use. */
    static Found about(Step step, Found found, Name table) {
        return step.isNew(table) ? found : found.about(table);
    }
}

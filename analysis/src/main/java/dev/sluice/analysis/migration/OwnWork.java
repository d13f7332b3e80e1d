package dev.sluice.analysis.migration;

import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells whether the rows of the table itself are all that a statement works on, so that its size says how long that takes. */
final class OwnWork {

    private static final Pattern OTHERS_OF_UPDATE = Pattern.compile("(?i)\\b(select|from|table|values)\\b");
    private static final Pattern OTHERS_OF_DELETE = Pattern.compile("(?i)\\b(select|using|table|values)\\b");

    private OwnWork() {}

    static boolean isAlone(Step step) {
        Statement statement = step.statement();
        if (statement instanceof AlterTable alter) {
            return alter.actions().stream().noneMatch(action -> readsOthers(step, alter.table(), action));
        }
        if (statement instanceof DataChange.Update update) {
            return !OTHERS_OF_UPDATE.matcher(step.sql(update.span())).find()
                    && !isReferenced(step.before(), update.table(), true, SetColumns.of(step, update));
        }
        if (statement instanceof DataChange.Delete delete) {
            return !OTHERS_OF_DELETE.matcher(step.sql(delete.span())).find()
                    && !isReferenced(step.before(), delete.table(), true, column -> true);
        }
        // The rows of an INSERT and of a materialized view come from elsewhere.
        return statement instanceof CreateIndex
                || (statement instanceof Maintenance && !(statement instanceof Maintenance.Refresh));
    }

    /** A default partition is read for a new one, and foreign keys are checked again when a key gets another type. */
    private static boolean readsOthers(Step step, Name table, TableAction action) {
        return action instanceof TableAction.AttachPartition
                || (action instanceof TableAction.AlterType type
                        && isReferenced(step.before(), table, false, type.column()::equals));
    }

    /**
     * Whether a foreign key refers to a changed column of the table, of what it is a part of, or of a part of it: then the
     * tables that refer are searched for each row that goes, which without an index reads all of them.
     *
     * @param itself whether a key of the table itself counts
     */
    private static boolean isReferenced(Schema schema, Name name, boolean itself, Predicate<String> changed) {
        Name table = schema.resolve(name);
        Set<Name> meant = new HashSet<>(Set.of(table));
        schema.partitionsOf(table).forEach(part -> meant.add(part.name()));
        Name above = schema.tableOrUnknown(table).partitionOf();
        while (above != null && meant.add(above)) {
            above = schema.tableOrUnknown(above).partitionOf();
        }
        return meant.stream()
                .flatMap(referred -> schema.referringTo(referred).stream())
                .filter(other -> itself || !other.name().equals(table))
                .flatMap(other -> References.of(other).stream())
                .anyMatch(key ->
                        meant.contains(schema.resolve(key.references())) && References.mayBeBy(schema, key, changed));
    }
}

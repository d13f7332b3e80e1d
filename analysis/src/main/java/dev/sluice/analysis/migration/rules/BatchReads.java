package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.DefaultValue;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether what a change reads is the same for its later batches as for its first one. */
final class BatchReads {

    private BatchReads() {}

    /** Whether a batch may change what the next one reads, or that reads other rows of itself. */
    static boolean differ(Step step, Name changed, DataChange.Reads reads) {
        return reads.chosen() || isRead(step.before(), changed, reads.tables());
    }

    /** The same of a condition that is asked again for the rows that it has left. */
    static boolean differ(Step step, DataChange.Delete delete) {
        DataChange.Reads reads = delete.target().reads();
        Expression calls = new Expression("", reads.functions(), delete.span());
        return differ(step, delete.table(), reads)
                || DefaultValue.of(calls, step.before()) == DefaultValue.FOR_EACH_ROW;
    }

    /** Whether it would leave other rows if it were done batch by batch with the same words. */
    static boolean differ(Step step, DataChange change) {
        if (change instanceof DataChange.Delete delete) {
            return differ(step, delete) || refersToItself(step, delete.table());
        }
        return change instanceof DataChange.Update update
                && differ(step, update.table(), update.target().reads());
    }

    /** Whether its rows refer to each other, so that a row cannot go before others, or changes them when it goes. */
    static boolean refersToItself(Step step, Name name) {
        Table table = step.table(name);
        return table.constraints().stream()
                .map(TableConstraint::constraint)
                .anyMatch(constraint -> constraint instanceof Constraint.ForeignKey key
                        && step.before().resolve(key.references()).equals(table.name()));
    }

    /** What it calls or names that may be any table, as lines above SQL; empty without such. */
    static String doubt(Step step, Name changed, DataChange.Reads reads) {
        return variables(changed, reads) + functions(step, changed, reads);
    }

    /** A variable may stand for the same table, or for a view on it. */
    private static String variables(Name changed, DataChange.Reads reads) {
        List<String> others = reads.tables().stream()
                .filter(read -> !read.equals(changed) && (read.isVariable() || changed.isVariable()))
                .map(Name::sql)
                .sorted()
                .toList();
        return others.isEmpty()
                ? ""
                : "-- only if " + String.join(", ", others) + (others.size() == 1 ? " has" : " have") + " no rows of "
                        + changed + ":\n";
    }

    private static String functions(Step step, Name changed, DataChange.Reads reads) {
        List<String> unknown = reads.functions().stream()
                .filter(function -> !DefaultValue.readsNothing(function, step.before()))
                .sorted()
                .toList();
        return unknown.isEmpty()
                ? ""
                : "-- only if " + String.join(", ", unknown) + " read" + (unknown.size() == 1 ? "s" : "")
                        + " no rows of " + changed + ":\n";
    }

    private static boolean isRead(Schema schema, Name changed, Set<Name> read) {
        Set<Name> own = whole(schema, schema.resolve(changed));
        Set<Name> seen = new HashSet<>();
        Deque<Name> open = new ArrayDeque<>();
        read.forEach(name -> open.add(schema.resolve(name)));
        while (!open.isEmpty()) {
            Name name = open.pop();
            View view = seen.add(name) ? schema.view(name) : null;
            if (view != null) {
                open.addAll(view.uses());
            } else if (!Collections.disjoint(own, whole(schema, name))) {
                return true;
            }
        }
        return false;
    }

    /** A table with all that its rows are in. */
    private static Set<Name> whole(Schema schema, Name name) {
        Set<Name> whole = new HashSet<>(Parts.below(schema, schema.tableOrUnknown(name)));
        whole.add(name);
        return whole;
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;

/** SQL for another transaction than that of a step, or for one at all, whoever has begun the one that is there. */
final class Apart {

    private Apart() {}

    /** What is to come when the transaction has ended: one of a tool ends with its file only. */
    static String behind(Step step, String sql) {
        return (step.transaction().isByTool() ? "-- in a migration of its own:\n" : "COMMIT;\nBEGIN;\n") + sql;
    }

    /** What belongs into one transaction, which is there already in a block. */
    static String together(Step step, String sql) {
        return step.transaction().isBlock() ? sql : "BEGIN;\n" + sql + "\nCOMMIT;";
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateIndex;

/** Writes {@code CREATE INDEX} so that it blocks nobody. */
final class ConcurrentIndex {

    private ConcurrentIndex() {}

    /** The statement with CONCURRENTLY. */
    static String sql(Step step, CreateIndex create) {
        String begin = step.sql(create.clause());
        String rest = step.text().substring(create.clause().to(), create.span().to());
        if (create.concurrently()) {
            return begin + rest + ";";
        }
        return begin + (begin.endsWith("INDEX") ? " CONCURRENTLY" : " concurrently") + rest + ";";
    }
}

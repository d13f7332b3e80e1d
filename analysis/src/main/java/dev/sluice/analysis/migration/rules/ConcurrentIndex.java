package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;

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

    /** The way for a partitioned table: the index without its partitions, then those of the partitions. */
    static String byPartition(Step step, CreateIndex create) {
        String unique = create.unique() ? "UNIQUE " : "";
        String name = create.name() == null ? Name.made(create.table().name(), "idx") : create.name();
        String keys = step.text()
                .substring(
                        step.text().indexOf('(', create.clause().to()),
                        create.span().to());
        return "CREATE " + unique + "INDEX " + Name.quoted(name) + " ON ONLY " + create.table() + " " + keys + ";\n"
                + "-- for each partition:\n"
                + "CREATE " + unique + "INDEX CONCURRENTLY partition_idx ON partition " + keys + ";\n"
                + "ALTER INDEX " + create.table().sibling(name) + " ATTACH PARTITION partition_idx;";
    }
}

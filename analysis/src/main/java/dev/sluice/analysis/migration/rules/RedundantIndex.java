package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.CreateIndex;

/** An index that another one makes superfluous. */
public final class RedundantIndex implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RedundantIndex.class)
            .title("Index that another one covers")
            .harm(Category.PRACTICE, Severity.LOW)
            .why("Each write keeps both indexes up to date, and no query needs the shorter one.")
            .instead("Leave it out, or drop the shorter one when no query has used it for a while.")
            .build();

    /** No table in use has so many; where a file makes them up, each would be held against all others. */
    private static final int MOST_INDEXES = 1_000;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateIndex create) || create.keys().isEmpty() || create.where() != null) {
            return;
        }
        Table table = step.table(create.table());
        if (table.indexesByName().size() > MOST_INDEXES) {
            return;
        }
        for (Index other : table.indexes()) {
            boolean same = other.name().equals(create.name());
            if (!same
                    && other.valid()
                    && other.where() == null
                    && other.method().equals(create.method())
                    && covers(other, create)) {
                findings.add(Found.at(
                                create.clause(),
                                "The index on " + create.table() + " has the same first columns as " + other.name()
                                        + ".")
                        .unless(last -> !last.tableOrUnknown(create.table())
                                .indexesByName()
                                .containsKey(other.name())));
                return;
            }
        }
    }

    private static boolean covers(Index other, CreateIndex create) {
        int size = create.keys().size();
        boolean prefix =
                other.keys().size() >= size && other.keys().subList(0, size).equals(create.keys());
        return prefix
                && create.include().isEmpty()
                && (!create.unique() || (other.unique() && other.keys().size() == size));
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.migration.Transaction;
import dev.sluice.analysis.statement.Name;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A transaction that locks one table in use after the other. */
public final class ManyTablesInOneTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ManyTablesInOneTransaction.class)
            .title("Several tables locked in one transaction")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .why("Each lock is held while the next one is waited for. The waits add up, and a transaction that"
                    + " takes the same tables in another order deadlocks with it.")
            .instead("Change one table in each transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Set<Name> before = step.transaction().inUse();
        if (!step.transaction().isBlock() || before.size() >= MANY) {
            return;
        }
        Set<Name> tables = new LinkedHashSet<>(before);
        for (TableLock lock : step.locks()) {
            if (lock.mode().blocksReads() && !step.isNew(lock.table())) {
                tables.add(lock.table());
            }
        }
        if (tables.size() >= MANY) {
            String message = "Locks the " + ordinal(tables.size()) + " table in use in one transaction: "
                    + tables.stream().map(Name::sql).collect(Collectors.joining(", ")) + ".";
            Transaction transaction = step.transaction();
            findings.add(Found.at(step.statement().span(), message)
                    .example(Apart.behind(step, step.sql(step.statement().span()) + ";"))
                    .later(() -> more(transaction.inUse().size() - tables.size())));
        }
    }

    private static String more(int tables) {
        return tables <= 0 ? "" : " Behind it, " + tables + " more " + (tables == 1 ? "follows." : "follow.");
    }

    /** Two tables are common, such as those of a foreign key. */
    private static final int MANY = 3;

    private static String ordinal(int number) {
        return number == MANY ? "third" : number + "th";
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import java.time.Duration;
import java.util.stream.Collectors;

/** A lock on a table in use that is waited for without limit. */
public final class MissingLockTimeout implements MigrationRule {

    /**
     * Who waits behind the lock for longer gets an error instead of an answer: 60 s is how long nginx waits for a server by
     * default (nginx documentation, {@code proxy_read_timeout}).
     */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final RuleInfo INFO = RuleInfo.of(MissingLockTimeout.class)
            .title("Lock without lock_timeout")
            .harm(Category.PRACTICE, Severity.MEDIUM)
            .why("While the statement waits for a running query, everybody else who wants the table waits behind"
                    + " it, and that may take hours.")
            .instead(
                    "Set lock_timeout to a few seconds before, and try the migration again when it runs out. More than a minute"
                            + " counts as none: the application's requests, which wait behind it, have failed by then.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        // Nobody but another schema change waits behind ANALYZE.
        boolean weak = step.statement() instanceof DataChange || step.statement() instanceof Maintenance.Analyze;
        boolean never = step.statement() instanceof Maintenance.Lock lock && lock.nowait();
        if (weak || never || isBounded(step)) {
            return;
        }
        for (TableLock lock : step.locks()) {
            boolean waits = lock.mode().blocksWrites() || lock.mode() == LockMode.SHARE_UPDATE_EXCLUSIVE;
            if (waits && !step.isNew(lock.table()) && !holds(step, lock)) {
                View view = step.before().view(lock.table());
                // Nothing but REFRESH writes to a materialized view.
                boolean unwritten = view != null && view.materialized();
                boolean blocks =
                        unwritten ? lock.mode().blocksReads() : lock.mode().blocksWrites();
                String message = waits(step) + " for the " + lock.mode().name().replace('_', ' ') + " lock on "
                        + lock.table() + others(step, lock) + (blocks ? ", and others wait behind it." : ".");
                findings.add(Found.at(lock.span(), message)
                        .severity(blocks ? Severity.MEDIUM : Severity.LOW)
                        .onceInItsFile()
                        .example("SET lock_timeout = '2s';"));
                return;
            }
        }
        String other = OtherLocks.of(step);
        if (other != null) {
            findings.add(Found.at(
                            step.statement().span(),
                            waits(step) + " for its lock on " + other + ", and others wait behind it.")
                    .onceInItsFile()
                    .example("SET lock_timeout = '2s';"));
        }
    }

    /** The other tables that are in use and that the statement locks against writes. */
    private static String others(Step step, TableLock first) {
        String tables = step.locks().stream()
                .filter(lock -> lock.mode().blocksWrites() && !step.isNew(lock.table()))
                .map(TableLock::table)
                .filter(table -> !table.equals(first.table()))
                .distinct()
                .map(Name::sql)
                .collect(Collectors.joining(", "));
        return tables.isEmpty() ? "" : ", and for that on " + tables;
    }

    /** Whether a lock is waited for at most as long as {@link #LONGEST_WAIT}. */
    static boolean isBounded(Step step) {
        return step.session().hasTimeout("lock_timeout", LONGEST_WAIT);
    }

    private static String waits(Step step) {
        return step.session().hasTimeout("lock_timeout")
                ? "Waits up to " + step.session().value("lock_timeout")
                : "Waits without limit";
    }

    /** What the transaction holds already is not waited for. */
    private static boolean holds(Step step, TableLock lock) {
        TableLock held = step.transaction().held(lock.table());
        return held != null && held.mode().compareTo(lock.mode()) >= 0;
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import java.util.Comparator;
import java.util.stream.Stream;

/** Work on all rows of a table that the migrations have made and filled, while others wait for another one. */
public final class WorkOnNewTableUnderLock implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(WorkOnNewTableUnderLock.class)
            .title("Work on a filled new table under the lock of another one")
            .harm(Category.BLOCKS, Severity.HIGH)
            .why(
                    "Nobody waits for the new table, but a transaction keeps its locks until it ends: whoever needs the old one"
                            + " waits until the new one has been read, indexed or written.")
            .instead(
                    "Finish the new table first, with its indexes and constraints, and take the lock on the old one last.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        // What a query fills is said where queries are.
        if (!step.transaction().isBlock() || step.statement() instanceof Maintenance.Refresh) {
            return;
        }
        TableLock held = HeldLock.ofOthers(step).stream()
                .max(Comparator.comparing(TableLock::mode))
                .orElse(null);
        TableLock work = step.locks().stream()
                .filter(lock -> lock.work().compareTo(Work.SCAN) >= 0
                        && step.isNew(lock.table())
                        && isFilled(step, lock.table()))
                .max(Comparator.comparing(TableLock::work))
                .orElse(null);
        boolean refused = ConcurrentlyInTransaction.isRefused(step) || VacuumInTransaction.isRefused(step);
        if (held != null && work != null && !refused) {
            String message =
                    does(work.work()) + work.table() + ", which these migrations have filled, while this transaction"
                            + " holds its " + held.mode().sql() + " lock on " + held.table() + ", which blocks "
                            + (held.mode().blocksReads() ? "reads and writes" : "writes") + " until it ends.";
            Found found = Found.at(work.span(), message)
                    .example("-- first do this, before " + held.table()
                            + " is locked, and by the name that the new table has then:\n"
                            + step.sql(step.statement().span()) + ";");
            findings.add(HeldLock.about(step, found, held.table()));
        }
    }

    /** What fills a partitioned table fills its parts, and the other way round. */
    private static boolean isFilled(Step step, Name name) {
        Table table = step.table(name);
        Name above = table.partitionOf();
        return Stream.concat(
                                Parts.below(step.before(), table).stream(),
                                above == null ? Stream.of(name) : Stream.of(name, above))
                        .anyMatch(part -> step.table(part).large())
                && !step.isSmall(name);
    }

    private static String does(Work work) {
        return switch (work) {
            case REWRITE -> "Writes all of ";
            case INDEX_BUILD -> "Builds an index of ";
            default -> "Reads all of ";
        };
    }
}

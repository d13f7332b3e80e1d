package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import java.util.stream.Collectors;

/** A VACUUM FULL, which writes the table anew while everybody waits. */
public final class VacuumFull implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(VacuumFull.class)
            .title("VACUUM FULL of a table in use")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("Reads and writes wait until the table and all its indexes have been written anew, and it needs"
                    + " room for both copies.")
            .instead("Plain VACUUM blocks nobody; to give room back to the system use pg_repack or pg_squeeze.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof Maintenance.Vacuum vacuum && vacuum.full()) {
            String tables = vacuum.tables().isEmpty()
                    ? "each table of the database"
                    : vacuum.tables().stream().map(Name::sql).collect(Collectors.joining(", "));
            String message =
                    "Writes " + tables + " anew under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
            Found found = Found.at(vacuum.span(), message)
                    .example("VACUUM " + (vacuum.tables().isEmpty() ? "" : tables) + ";");
            findings.add(
                    vacuum.tables().size() == 1 ? found.about(vacuum.tables().get(0)) : found);
        }
    }
}

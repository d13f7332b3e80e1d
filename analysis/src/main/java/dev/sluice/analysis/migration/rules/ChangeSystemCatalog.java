package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;

/** Rows of a system catalog that are written by hand. */
public final class ChangeSystemCatalog implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeSystemCatalog.class)
            .title("System catalog written by hand")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .why(
                    "PostgreSQL believes what its catalogs say and checks none of it: a constraint that they call valid may"
                            + " not hold, an index may lack rows, a value that is gone may still be stored, and other sessions"
                            + " go on with what they have cached. Queries then give wrong answers, or fail.")
            .instead(
                    "Use the command that changes the catalog, such as ALTER TABLE … VALIDATE CONSTRAINT, SET NOT NULL,"
                            + " REINDEX … CONCURRENTLY or a new type in the place of an enum.")
            .build();

    /** A view; a write to it only sets a parameter. */
    private static final String SETTINGS = "pg_settings";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof DataChange change
                && isOfServer(step, change.table())
                && !change.table().name().equals(SETTINGS)) {
            findings.add(Found.at(
                    change.span(),
                    "Writes rows of " + change.table() + ", which says what PostgreSQL takes the database for."));
        }
    }

    /** Whether it is one of the server's own tables. */
    static boolean isOfServer(Step step, Name table) {
        return table.schema().equals("pg_catalog")
                || (table.schema().isEmpty()
                        && table.name().startsWith("pg_")
                        && !step.table(table).complete());
    }
}

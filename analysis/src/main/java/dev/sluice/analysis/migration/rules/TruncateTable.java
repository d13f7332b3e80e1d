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
import java.util.regex.Pattern;

/** A table that is emptied. */
public final class TruncateTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(TruncateTable.class)
            .title("Table that is emptied")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("All rows are gone. The lock is short, but it queues behind each running query, and everybody"
                    + " queues behind it.")
            .instead("Delete in batches what may go, or drop partitions.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Maintenance.Truncate truncate)) {
            return;
        }
        for (Name table : truncate.tables()) {
            String also = truncate.cascade() ? " and of every table that refers to it" : "";
            String message = "Removes all rows of " + table + also
                    + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
            findings.add(
                    Found.at(truncate.span(), message).about(table).example(example(step.sql(truncate.span()), table)));
        }
    }

    /** With ONLY, what inherits from the table keeps its rows. */
    private static String example(String sql, Name table) {
        boolean alone = Pattern.compile("(?i)\\bONLY\\s*\\(?\\s*" + Pattern.quote(table.sql()) + "(?![\\w$\".])")
                .matcher(sql)
                .find();
        String rows = (alone ? "ONLY " : "") + table;
        return "-- again until it deletes nothing:\nDELETE FROM " + rows + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM "
                + rows + " LIMIT 5000));";
    }
}

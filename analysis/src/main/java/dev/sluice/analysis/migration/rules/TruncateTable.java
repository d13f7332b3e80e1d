package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
            findings.add(Found.at(truncate.span(), message)
                    .about(table)
                    .example((truncate.cascade() ? referring(step, table) : "")
                            + delete(rows(step.sql(truncate.span()), table))));
        }
    }

    /** What refers to the table goes first, and before that what refers to it in turn. */
    private static String referring(Step step, Name table) {
        List<Name> first = new ArrayList<>();
        collect(
                step,
                step.before().resolve(table),
                new HashSet<>(Set.of(step.before().resolve(table))),
                first);
        return first.stream().map(owner -> delete(owner.sql()) + "\n").collect(Collectors.joining())
                + "-- and so each table that refers to it and is not known here; then:\n";
    }

    private static void collect(Step step, Name table, Set<Name> seen, List<Name> first) {
        for (Name owner : new References(step.before(), table).owners()) {
            if (seen.add(owner)) {
                collect(step, owner, seen, first);
                first.add(owner);
            }
        }
    }

    /** With ONLY, what inherits from the table keeps its rows. */
    private static String rows(String sql, Name table) {
        boolean alone = Pattern.compile("(?i)\\bONLY\\s*\\(?\\s*" + Pattern.quote(table.sql()) + "(?![\\w$\".])")
                .matcher(sql)
                .find();
        return (alone ? "ONLY " : "") + table;
    }

    private static String delete(String rows) {
        return "-- again until it deletes nothing:\nDELETE FROM " + rows + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM "
                + rows + " LIMIT 5000));";
    }
}

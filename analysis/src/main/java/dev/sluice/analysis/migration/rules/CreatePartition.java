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
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A partition that is made in place, for which everybody waits a moment. */
public final class CreatePartition implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreatePartition.class)
            .title("Partition made under an exclusive lock on its parent")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect("the partitioned table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("The lock is short, but it queues behind each running query on the whole partitioned table, and"
                    + " everybody queues behind it.")
            .instead("Make the table by itself, and attach it: that lock blocks neither reads nor writes from"
                    + " PostgreSQL 12 on.")
            .build();

    private static final Pattern PARTITIONING = Pattern.compile("(?is)\\bPARTITION\\s+BY\\s+\\w+\\s*\\([^()]*\\)");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateTable create && create.partitionOf() != null) {
            String bounds = create.asDefault() ? "DEFAULT" : bounds(step.sql(create.span()));
            String table = "CREATE TABLE " + create.name() + " (LIKE " + create.partitionOf() + " INCLUDING ALL)"
                    + (create.partitioned() ? " " + partitioning(step.sql(create.span())) : "");
            findings.add(found(step, create.partitionOf(), create.name(), table, bounds));
        }
        if (step.statement() instanceof CreateObject create && create.on() != null && create.isForeignTable()) {
            String table = "CREATE FOREIGN TABLE " + create.name() + " (/* its columns */) SERVER /* … */";
            findings.add(found(step, create.on(), create.name(), table, bounds(step.sql(create.span()))));
        }
    }

    private static Found found(Step step, Name parent, Name partition, String table, String bounds) {
        String message = "Makes partition " + partition + " under an ACCESS EXCLUSIVE lock on " + parent
                + ", which blocks reads and writes of all its partitions" + referring(step, parent) + ".";
        return Found.at(step.statement().span(), message)
                .about(parent)
                .example(table + ";\nALTER TABLE " + parent + " ATTACH PARTITION " + partition + " " + bounds + ";");
    }

    private static String bounds(String sql) {
        String clause = BoundsCheck.clause(sql);
        return clause == null ? "/* FOR VALUES … */" : clause;
    }

    /** How it is divided itself. */
    private static String partitioning(String sql) {
        Matcher clause = PARTITIONING.matcher(sql);
        return clause.find() ? clause.group() : "/* PARTITION BY … */";
    }

    /** A foreign key is given to it, or may refer to it from then on. */
    private static String referring(Step step, Name parent) {
        Set<String> others = new TreeSet<>();
        new References(step.before(), parent)
                .ownersOfNewPartition(step.version())
                .forEach(owner -> others.add(owner.sql()));
        References.of(step.table(parent))
                .forEach(key ->
                        others.add(step.before().resolve(key.references()).sql()));
        return others.isEmpty()
                ? ""
                : ", and a SHARE ROW EXCLUSIVE lock on " + String.join(", ", others)
                        + ", with which a foreign key connects it";
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;

/** A partition that is added beside a default partition, all of which is read for it. */
public final class AddPartitionBesideDefault implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddPartitionBesideDefault.class)
            .title("Partition added beside a default partition")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the default partition", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why(
                    "PostgreSQL reads the whole default partition to see that none of its rows belongs into the new one. Reads"
                            + " and writes of it wait meanwhile.")
            .instead("Give the default partition a CHECK that rules such rows out first, NOT VALID, validate that in"
                    + " another transaction, add the partition, and drop the CHECK. Rows that belong there have to be moved"
                    + " before.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateTable create && create.partitionOf() != null && !create.asDefault()) {
            check(step, create.partitionOf(), create.span(), findings);
        }
        if (step.statement() instanceof CreateObject create && create.on() != null && create.isForeignTable()) {
            check(step, create.on(), create.span(), findings);
        }
        for (Step.Action<TableAction.AttachPartition> attach : step.actions(TableAction.AttachPartition.class)) {
            if (!attach.action().asDefault()) {
                check(step, attach.table(), attach.span(), findings);
            }
        }
    }

    private static void check(Step step, Name parent, Span span, Findings findings) {
        Table rest = Parts.rest(step.before(), parent);
        if (rest == null || PartitionProof.isGiven(rest, step.table(parent), step.sql(span))) {
            return;
        }
        Name table = rest.name();
        String condition = BoundsCheck.outside(step.table(parent), step.sql(span));
        findings.add(Found.at(
                        span,
                        "Reads all of " + table
                                + ", the default partition, under an ACCESS EXCLUSIVE lock, which blocks"
                                + " its reads and writes, to see that none of its rows belongs into the new one.")
                .about(table)
                .example(
                        condition == null
                                ? "-- first a CHECK on " + table + " that rules out what belongs into the new one: as"
                                        + " NOT VALID,\n-- and validated in another transaction; then the partition"
                                : example(table, condition)));
    }

    private static String example(Name table, String condition) {
        String name = Name.made(table.name(), "bounds");
        return NotValidFirst.sql(table, name, "CHECK (" + condition + ")") + "\n"
                + "-- then the partition, and:\n"
                + "ALTER TABLE " + table + " DROP CONSTRAINT " + Name.quoted(name) + ";";
    }
}

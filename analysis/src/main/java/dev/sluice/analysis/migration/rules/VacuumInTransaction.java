package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Statement;
import java.util.Set;

/** What PostgreSQL refuses inside a transaction, CONCURRENTLY aside. */
public final class VacuumInTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(VacuumInTransaction.class)
            .title("VACUUM or work on databases, tablespaces or subscriptions inside a transaction")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses the statement inside a transaction, so the migration fails.")
            .instead("Run the statement outside of migrations, or in a file of its own that the tool runs without a"
                    + " transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Statement statement = step.statement();
        if (isRefused(step)) {
            String what = what(step, statement);
            String sent = step.transaction().isImplicit()
                    ? ", which the server makes of statements that are sent together"
                    : "";
            String message = what + " cannot run inside a transaction" + sent + ", so the migration fails.";
            findings.add(Found.at(statement.span(), message)
                    .example("-- in a file of its own, without a transaction:\n" + step.sql(statement.span()) + ";"));
        }
    }

    /** Whether PostgreSQL refuses the statement for this at once, so that it does nothing else. */
    static boolean isRefused(Step step) {
        return step.transaction().isBlock() && !what(step, step.statement()).isEmpty();
    }

    private static String what(Step step, Statement statement) {
        if (statement instanceof Maintenance maintenance) {
            return work(step, maintenance);
        }
        if (statement instanceof CreateObject create && create.kind() == ObjectKind.DATABASE) {
            return "CREATE DATABASE";
        }
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.DATABASE) {
            return "DROP DATABASE";
        }
        if (statement instanceof Other other
                && (other.words().startsWith("alter system") || other.words().startsWith("discard all"))) {
            return other.words().startsWith("alter") ? "ALTER SYSTEM" : "DISCARD ALL";
        }
        boolean other = statement instanceof CreateObject
                || statement instanceof Drop
                || statement instanceof AlterObject
                || statement instanceof Other;
        return other ? ofWords(Words.of(step.sql(statement.span()))) : "";
    }

    private static String work(Step step, Maintenance maintenance) {
        if (maintenance instanceof Maintenance.Vacuum) {
            return "VACUUM";
        }
        if (maintenance instanceof Maintenance.Cluster cluster) {
            Name clustered = cluster.table();
            if (clustered == null) {
                return "CLUSTER of all tables";
            }
            // It does one partition after the other; the versions before refuse it anywhere.
            return step.version().isAtLeast(15) && step.isPartitioned(clustered)
                    ? "CLUSTER of a table that has partitions"
                    : "";
        }
        if (!(maintenance instanceof Maintenance.Reindex reindex) || reindex.concurrently()) {
            return "";
        }
        if (Set.of("schema", "database", "system").contains(reindex.target())) {
            return "REINDEX of all tables";
        }
        // The versions before do nothing.
        return step.version().isAtLeast(14) && ReindexWithoutConcurrently.isPartitioned(step, reindex)
                ? "REINDEX of a table that has partitions"
                : "";
    }

    private static String ofWords(Words words) {
        if (words.begins("create", "tablespace")) {
            return "CREATE TABLESPACE";
        }
        if (words.begins("drop", "tablespace")) {
            return "DROP TABLESPACE";
        }
        if (words.begins("alter", "database") && words.find("set", "tablespace") != null) {
            return "ALTER DATABASE SET TABLESPACE";
        }
        if (words.begins("create", "subscription")) {
            boolean slotless = isOff(words, "connect") || isOff(words, "create_slot");
            return slotless ? "" : "CREATE SUBSCRIPTION with its slot";
        }
        if (words.begins("drop", "subscription")) {
            return "DROP SUBSCRIPTION with its slot";
        }
        boolean refresh = words.begins("alter", "subscription")
                && (words.find("refresh", "publication") != null
                        || (words.find("publication") != null && !isOff(words, "refresh")));
        return refresh ? "ALTER SUBSCRIPTION with REFRESH" : "";
    }

    private static boolean isOff(Words words, String option) {
        return words.find(option, "=", "false") != null
                || words.find(option, "=", "off") != null
                || words.find(option, "=", "0") != null;
    }
}

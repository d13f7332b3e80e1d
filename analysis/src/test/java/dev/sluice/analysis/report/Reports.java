package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.sql.source.Position;
import dev.sluice.sql.source.Positions;
import java.util.List;
import java.util.Map;

/** A report for tests: two migrations with issues, and one without. */
final class Reports {

    static final String ADD = "db/V2__add, 100%.sql";
    static final String DROP = "db/V3__drop.sql";
    static final String CLEAN = "db/V1__create.sql";

    static final Map<String, String> TEXTS =
            Map.of(CLEAN, "CREATE TABLE orders (id bigint PRIMARY KEY);\n", ADD, """
                -- first
                CREATE INDEX orders_item ON orders (item);
                \tALTER TABLE orders
                \t  ADD COLUMN "größe" text NOT NULL;
                """, DROP, "DROP TABLE \"日本\";\n");

    static final List<RuleInfo> RULES =
            Rules.all().stream().map(MigrationRule::info).toList();

    private Reports() {}

    static MigrationReport three() {
        return MigrationReport.of(
                "1.2.3",
                "16.4",
                "flyway",
                List.of(
                        CheckedMigration.of(
                                CLEAN,
                                text(CLEAN),
                                1,
                                List.of(new CheckedMigration.Unread(
                                        location(CLEAN, text(CLEAN), "orders"), "no grammar knows it")),
                                List.of()),
                        migration(
                                        ADD,
                                        2,
                                        finding(
                                                ADD,
                                                "create-index-without-concurrently",
                                                Severity.MEDIUM,
                                                "CREATE INDEX orders_item ON orders (item)",
                                                "CREATE INDEX CONCURRENTLY orders_item\n  ON orders (item);"),
                                        finding(
                                                ADD,
                                                "add-not-null-column",
                                                Severity.LOW,
                                                "ADD COLUMN \"größe\" text NOT NULL",
                                                ""))
                                .omitting(new Omitted(0, 1, 2)),
                        migration(
                                DROP, 1, finding(DROP, "drop-table", Severity.HIGH, "\"日本\"", "SELECT `1`, '```';"))));
    }

    /** The same after a run in which a statement did worse than was told, and one failed. */
    static MigrationReport verified() {
        return three().withVerification(new Verification(
                "scratch on db:5432",
                "18.6",
                List.of(
                        new VerifiedStatement(
                                location(CLEAN, text(CLEAN), "CREATE TABLE orders (id bigint PRIMARY KEY)"),
                                1_234_567,
                                false,
                                List.of(),
                                List.of()),
                        new VerifiedStatement(
                                location(ADD, text(ADD), "CREATE INDEX orders_item ON orders (item)"),
                                5_000_000_000L,
                                true,
                                List.of(
                                        new VerifiedStatement.WatchedTable("public.orders", "SHARE", "index build"),
                                        new VerifiedStatement.WatchedTable("public.\"a|b\"", "", "scan")),
                                List.of(
                                        new Difference(
                                                Difference.Kind.UNTOLD_WORK, "public.\"a|b\"", "", "scan under SHARE"),
                                        new Difference(
                                                Difference.Kind.WEAKER_LOCK,
                                                "public.orders",
                                                "ACCESS EXCLUSIVE",
                                                "SHARE")))),
                List.of("db/V3__drop.sql leaves its transaction open, which is undone when its session ends."),
                new Verification.Failure(
                        location(DROP, text(DROP), "\"日本\""), "42P01", "table \"日本\" does not exist")));
    }

    static CheckedMigration migration(String file, int statements, Finding... findings) {
        return CheckedMigration.of(file, text(file), statements, List.of(), List.of(findings));
    }

    static String text(String file) {
        return TEXTS.getOrDefault(file, "");
    }

    static Finding finding(String file, String rule, Severity severity, String clause, String example) {
        return new Finding(
                rule,
                severity,
                location(file, text(file), clause),
                "It locks \"orders\" <long>: *all*, 100%.",
                "Writes wait | for it.",
                "Do_it otherwise, in steps.",
                example);
    }

    static Location location(String file, String text, String clause) {
        int at = text.indexOf(clause);
        Positions positions = new Positions(text);
        Position from = positions.at(at);
        return new Location(file, from, positions.at(at + clause.length()));
    }
}

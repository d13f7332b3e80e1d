package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind the CHECKs that findings advise, a real server attaches a partition without reading a row, and the rules know it. */
@ExtendWith(FixtureLogs.class)
class BoundsCheckIT {

    private static PostgresReplicaSet set;
    private static Connection connection;
    private static Connection second;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        connection = connect();
        second = connect();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        second.close();
        set.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date | RANGE | FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')",
                "date | RANGE | FOR VALUES FROM (MINVALUE) TO ('2031-01-01')",
                "timestamptz | RANGE | FOR VALUES FROM ('2030-01-01') TO (MAXVALUE)",
                "timestamp | RANGE | FOR VALUES FROM ('2030-01-01 00:00:00') TO ('2030-02-01')",
                "bigint | RANGE | FOR VALUES FROM (-5) TO (100)",
                "smallint | RANGE | FOR VALUES FROM (0) TO (100)",
                "numeric | RANGE | FOR VALUES FROM (0.5) TO (1.5)",
                "text | RANGE | FOR VALUES FROM ('a,b') TO ('it''s (c)')",
                "varchar(20) | LIST | FOR VALUES IN ('a', 'b,c')",
                "text | LIST | FOR VALUES IN ('only')",
                "integer | LIST | FOR VALUES IN (1, 2, 3)",
                "bigint | LIST | FOR VALUES IN (NULL, 1)",
                "uuid | LIST | FOR VALUES IN ('00000000-0000-0000-0000-000000000001')",
            })
    void theAdvisedCheckIsProofForTheServerAndForTheRules(String type, String way, String bounds) throws SQLException {
        String tables = "CREATE TABLE visits (\"Key\" " + type + ") PARTITION BY " + way + " (\"Key\");\n"
                + "CREATE TABLE visits_rest PARTITION OF visits DEFAULT;\n"
                + "CREATE TABLE visits_new (\"Key\" " + type + ");\n";
        String attach = "ALTER TABLE visits ATTACH PARTITION visits_new " + bounds + ";\n";
        List<Finding> findings = findings(tables, attach);
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding ->
                        assertThat(finding.example()).contains("CHECK (\"Key\"").doesNotContain("/*"));
        String checks = findings.get(0).example().replaceAll("(?s)-- (?:in a third one|then the partition).*", "")
                + findings.get(1).example().replaceAll("(?s)-- (?:in a third one|then the partition).*", "");

        assertThat(findings(tables + checks, attach)).isEmpty();
        StatementWatch watch = new StatementWatch(connection, second);
        watch.execute("DROP TABLE IF EXISTS visits, visits_new CASCADE");
        watch.execute(tables + checks);
        watch.beginFile();
        Observation seen = watch.run(attach);
        assertThat((Throwable) seen.failure()).isNull();
        assertThat(seen.works().values()).isNotEmpty().allMatch(work -> work == Work.NONE);
    }

    private static List<Finding> findings(String before, String statement) {
        return new MigrationAnalysis(
                        List.of(new AttachPartitionWithoutCheck(), new AddPartitionBesideDefault()),
                        MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("1.sql", before).asApplied(), MigrationFile.of("2.sql", statement)))
                .findings();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                set.primary().jdbcUrl("postgres") + "?preferQueryMode=simple", set.user(), set.password());
    }
}

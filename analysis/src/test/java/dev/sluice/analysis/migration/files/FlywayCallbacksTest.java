package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.rules.Rules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flyway's callbacks set for the session of the migrations holds for them. */
class FlywayCallbacksTest extends ReadFolder {

    @BeforeEach
    void migrations() throws Exception {
        write("V1__a.sql", "ALTER TABLE a ADD COLUMN x int;");
        write("V2__b.sql", "ALTER TABLE b ADD COLUMN x int;");
        write("R__c.sql", "ALTER TABLE c ADD COLUMN x int;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"beforeMigrate.sql", "beforeEachMigrate__timeouts.sql", "beforeEachMigrateStatement.sql"})
    void aTimeoutOfACallbackBeforeMigrationsHoldsForThem(String callback) throws Exception {
        assertThat(withoutTimeout()).containsExactly("V1__a.sql", "V2__b.sql", "R__c.sql");
        write(callback, "SET lock_timeout = '2s';");
        assertThat(withoutTimeout()).isEmpty();
        // It stands for longer than anybody waits, ends with its transaction, or is none.
        for (String none :
                List.of("SET lock_timeout = '1h';", "BEGIN; SET LOCAL lock_timeout = '2s'; COMMIT;", "SELECT 1;")) {
            write(callback, none);
            assertThat(withoutTimeout()).as(none).hasSize(3);
        }
    }

    @Test
    void aMigrationMaySetAnotherOneForItself() throws Exception {
        write("beforeEachMigrate.sql", "SET lock_timeout = '2s';");
        write("V1__a.sql", "SET lock_timeout = 0; ALTER TABLE a ADD COLUMN x int;");
        write("V2__b.sql", "RESET lock_timeout; ALTER TABLE b ADD COLUMN x int;");
        assertThat(withoutTimeout()).containsExactly("V1__a.sql", "V2__b.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET lock_timeout = 0;", "SET lock_timeout TO DEFAULT;", "RESET lock_timeout;", "RESET ALL;"})
    void whatAMigrationSetsOutlastsWhatWasSetOnceBeforeAll(String weaker) throws Exception {
        write("beforeMigrate.sql", "SET lock_timeout = '2s';");
        write("V1__a.sql", "ALTER TABLE a ADD COLUMN x int; " + weaker);
        assertThat(withoutTimeout()).containsExactly("V2__b.sql", "R__c.sql");
        // Another one may hold for later migrations, or may not, where an earlier run has set it.
        write("V2__b.sql", "SET lock_timeout = '1s'; ALTER TABLE b ADD COLUMN x int;");
        assertThat(withoutTimeout()).containsExactly("R__c.sql");
        // What is set again before each is not outlasted.
        write("beforeEachMigrate.sql", "SET search_path = app; SET lock_timeout = '3s';");
        assertThat(withoutTimeout()).isEmpty();
        write("beforeEachMigrate.sql", "SET search_path = app;");
        assertThat(withoutTimeout()).containsExactly("R__c.sql");
        write("V1__a.sql", "ALTER TABLE a ADD COLUMN x int; BEGIN; SET LOCAL lock_timeout = 0; COMMIT;");
        assertThat(withoutTimeout()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET lock_timeout;", "RESET ALL;", "SET lock_timeout = 0;"})
    void whatIsResetBeforeEachHoldsForNone(String reset) throws Exception {
        write("beforeMigrate.sql", "SET lock_timeout = '2s';");
        write("beforeEachMigrate.sql", reset);
        assertThat(withoutTimeout()).containsExactly("V1__a.sql", "V2__b.sql", "R__c.sql");
    }

    @Test
    void whatAMigrationOrALaterCallbackSetsHoldsForNoOther() throws Exception {
        write("V1__a.sql", "SET lock_timeout = '2s'; ALTER TABLE a ADD COLUMN x int;");
        write("afterEachMigrate.sql", "SET lock_timeout = '2s';");
        assertThat(withoutTimeout()).containsExactly("V2__b.sql", "R__c.sql");
    }

    private List<String> withoutTimeout() throws UnreadableMigration {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(new MigrationFiles(Layout.AUTO, SMALL).read(folder)).findings().stream()
                        .filter(finding -> finding.rule().equals("missing-lock-timeout"))
                        .map(Finding::location)
                        .map(location ->
                                folder.relativize(Path.of(location.file())).toString())
                        .toList();
    }
}

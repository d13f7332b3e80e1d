package dev.sluice.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.RuleSetting;
import dev.sluice.analysis.report.FailOn;
import dev.sluice.cli.failure.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final ConfigReader READER =
            new ConfigReader("sluice.yaml", Set.of("drop-column", "drop-table", "set-not-null", "other"));

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n"})
    void nothingIsSaidByNothing(String yaml) {
        assertThat(READER.read(yaml)).isEqualTo(Config.EMPTY);
    }

    @Test
    void readsEverySetting() {
        assertThat(READER.read("""
            postgresVersion: 16.4
            tool: golang-migrate
            transaction: false
            failOn: none
            baseline: known.json
            lockTimeout: true
            statementTimeout: false
            paths:
              - db/migrations
              - "more"
            rules:
              drop-column: off
              drop-table: LOW
              set-not-null: on
            """))
                .isEqualTo(new Config(
                        "16.4",
                        "golang-migrate",
                        false,
                        FailOn.NONE,
                        "known.json",
                        true,
                        false,
                        List.of("db/migrations", "more"),
                        Map.of(
                                "drop-column", new RuleSetting(false, null),
                                "drop-table", new RuleSetting(true, Severity.LOW),
                                "set-not-null", new RuleSetting(true, null))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        tool: x|postgresVerison: 16 ~ 2: 'postgresVerison' is no setting; did you mean 'postgresVersion'?
        |colour: x ~ 2: 'colour' is no setting; there are postgresVersion, tool, transaction, failOn, baseline, lockTimeout, statementTimeout, paths, rules.
        rules:|  drop-colum: off ~ 2: there is no rule 'drop-colum'; did you mean 'drop-column'?
        rules:|  xyz: off ~ 2: there is no rule 'xyz'; 'sluice rules list' shows them all.
        rules:|  other: off|  drop-table: never ~ 3: rule 'drop-table' is set to 'never'; it can be off, on, low, medium or high.
        rules:|  - drop-table ~ 2: rules should have lines of the form 'name: value'.
        failOn: critical ~ 1: failOn is 'critical'; it can be high, medium, low or none.
        rulez:|  drop-table: off ~ 1: 'rulez' is no setting; did you mean 'rules'?
        transaction: maybe ~ 1: 'maybe' should be true or false.
        paths: db ~ 1: paths should be a list.
        tool: flyway|tool: goose ~ 2: 'tool' is set twice.
        # mine|tool: rails ~ 2: there is no tool 'rails'; there are auto, plain, flyway, liquibase, prisma, goose, dbmate, sqitch, golang-migrate.
        tool: flywy ~ 1: there is no tool 'flywy'; did you mean 'flyway'?
        tool: goose|postgresVersion: 9.6 ~ 2: PostgreSQL version 9.6: the rules know versions from 11 on.
        postgresVersion: 99 ~ 1: there is no PostgreSQL 99; the rules know the versions from 11 to 18.
        tool: ~ 1: a single value should stand here.
        - a ~ 1: the file should have lines of the form 'name: value'.
        a: [ ~ 1: this is not YAML: expected the node content, but found '<stream end>'
        """)
    void whatIsWrongIsRefusedWithItsLine(String yaml, String message) {
        assertThatThrownBy(() -> READER.read(yaml.replace('|', '\n')))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("sluice.yaml:" + message);
    }

    @Test
    void aBombIsRefused() {
        String bomb = """
            a: &a [x,x,x,x,x,x,x,x,x]
            b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
            paths: [*b,*b,*b,*b,*b,*b,*b,*b,*b]
            """;
        assertThatThrownBy(() -> READER.read(bomb)).isInstanceOf(CommandFailure.class);
    }
}

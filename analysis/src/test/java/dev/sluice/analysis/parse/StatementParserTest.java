package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "SET lock_timeout TO '2s' ¦ lock_timeout=2s",
                "set local STATEMENT_TIMEOUT = 500 ¦ local statement_timeout=500",
                "SET search_path = app, \"Other\", public ¦ search_path=app, Other, public",
                "RESET lock_timeout ¦ lock_timeout=null",
                "SET TIME ZONE 'UTC' ¦ timezone=UTC",
                "SELECT pg_catalog.set_config('lock_timeout', '5s', true) ¦ local lock_timeout=5s",
            })
    void settings(String sql, String setting) {
        SessionCommand.SetParameter set =
                (SessionCommand.SetParameter) parse(sql).statement();
        assertThat((set.local() ? "local " : "") + set.parameter() + "=" + set.value())
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "VACUUM FULL t ¦ true",
                "VACUUM (FULL, ANALYZE) t, u ¦ true",
                "VACUUM (FULL false) t ¦ false",
                "VACUUM VERBOSE t (a, b) ¦ false",
            })
    void vacuums(String sql, boolean full) {
        assertThat(((Maintenance.Vacuum) parse(sql).statement()).full()).isEqualTo(full);
    }

    @Test
    void whatTheWordsSayInFullIsNotUnread() {
        Parsed drop = parse("DROP FUNCTION a(), b(int) CASCADE");
        assertThat(drop.unread()).isEmpty();
        assertThat(((Drop) drop.statement()).targets()).hasSize(2);
        assertThat(parse("DROP FUNCTION a(), b(int) CASCADE c").unread()).isNotEmpty();
        Parsed alter = parse("ALTER TABLE t ADD COLUMN a int, ALTER CONSTRAINT c DEFERRABLE NOT ENFORCED,"
                + " ALTER CONSTRAINT d ENFORCED, ALTER CONSTRAINT e NO INHERIT");
        assertThat(alter.unread()).isEmpty();
        assertThat(((AlterTable) alter.statement()).actions())
                .filteredOn(TableAction.AlterConstraint.class::isInstance)
                .extracting(action -> ((TableAction.AlterConstraint) action).enforced())
                .containsExactly(false, true, null);
    }

    @Test
    void whatTheGrammarRefusesIsReadByItsWords() {
        Parsed parsed = parse("ALTER TABLE t ALTER CONSTRAINT f NOT ENFORCED, DROP COLUMN a, FLY TO moon");
        assertThat(parsed.unread()).isNotEmpty();
        AlterTable alter = (AlterTable) parsed.statement();
        assertThat(alter.actions())
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("AlterConstraint", "DropColumn", "Unclassified");
    }

    private static Parsed parse(String sql) {
        return new StatementParser(SourceText.of(sql)).parse(new Span(0, sql.length()));
    }
}

package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.report.Verification;
import dev.sluice.analysis.report.VerifiedStatement;
import dev.sluice.analysis.report.VerifiedStatement.WatchedTable;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That {@code --verify} runs files as the tools do whose layouts they have. */
class VerifyLayoutIT extends ScratchVerify {

    private static final String MESSAGE = """
            BEGIN;
            CREATE TABLE orders (id bigint PRIMARY KEY, item text);
            COMMIT;
            CREATE INDEX CONCURRENTLY orders_item ON orders (item);
            """;

    @Test
    void behindACommitInOneMessageIsAnotherTransaction() throws Exception {
        file("1_a.up.sql", MESSAGE);
        String migrations = folder.resolve("migrations").toString();
        assertThat(run("--tool", "golang-migrate", "--format", "json", migrations))
                .isEqualTo(5);
        Verification verification = verification();
        assertThat(verification.statements())
                .allSatisfy(statement -> assertThat(statement.differences()).isEmpty());
        Verification.Failure failure = Objects.requireNonNull(verification.failure());
        assertThat(failure.sqlState()).isEqualTo("25001");
        assertThat(failure.location().from().line()).isEqualTo(4);
        assertThat(query("SELECT to_regclass('orders') IS NOT NULL")).isEqualTo("t");
    }

    @Test
    void theServerSaysSoOfTheMessageItself() throws Exception {
        String url = set.primary().jdbcUrl(SCRATCH);
        // The driver sends a text as one message in that mode only.
        String simple = url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple";
        try (var connection = DriverManager.getConnection(simple, "app", PASSWORD);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(MESSAGE))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25001"));
        }
        assertThat(query("SELECT to_regclass('orders') IS NOT NULL")).isEqualTo("t");
    }

    @Test
    void whatAMessageDoesNotCommitIsUndone() throws Exception {
        file("1_a.up.sql", "CREATE TABLE a (id bigint);\nCOMMIT;\nBEGIN;\nCREATE TABLE b (id bigint);\n");
        String migrations = folder.resolve("migrations").toString();
        assertThat(run("--tool", "golang-migrate", migrations)).isZero();
        assertThat(out.toString()).contains("leaves its transaction open");
        assertThat(query("SELECT to_regclass('a') IS NOT NULL AND to_regclass('b') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void whatAnEarlierChangesetHasMadeIsAnOldTable() throws Exception {
        file("log.sql", """
                --liquibase formatted sql
                --changeset me:1
                CREATE TABLE orders (id bigint PRIMARY KEY, item text);
                SET search_path = pg_catalog;
                --changeset me:2
                CREATE INDEX orders_item ON orders (item);
                """);
        String migrations = folder.resolve("migrations").toString();
        assertThat(run("--tool", "liquibase", "--format", "json", migrations))
                .as(out + "" + err)
                .isZero();
        Verification verification = verification();
        assertThat(verification.statements())
                .allSatisfy(statement -> assertThat(statement.differences()).isEmpty())
                .extracting(VerifiedStatement::tables)
                .containsExactly(List.of(), List.of(new WatchedTable("public.orders", "SHARE", "index build")));
    }
}

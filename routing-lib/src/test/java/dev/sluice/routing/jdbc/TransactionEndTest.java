package dev.sluice.routing.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionEndTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "commit and chain",
                "UPDATE a SET x = 1; COMMIT; BEGIN",
                ";; /* then */ End Work",
                "SELECT 1; PREPARE TRANSACTION 'x'; BEGIN",
                "ABORT",
                "ROLLBACK; CALL f(); BEGIN",
                "ROLLBACK WORK AND CHAIN",
            })
    void isFoundWhereverItStands(String sql) {
        assertThat(TransactionEnd.in(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "BEGIN",
                "SELECT CASE WHEN a THEN b END",
                "SELECT 'x; COMMIT'; SELECT 1 -- ; COMMIT",
                "PREPARE x AS SELECT 1",
                "ROLLBACK TO SAVEPOINT x; SELECT 1",
                "ROLLBACK TRANSACTION TO x",
                "DO $$ BEGIN; COMMIT; END $$",
            })
    void isNotFoundWhereThereIsNone(String sql) {
        assertThat(TransactionEnd.in(sql)).isFalse();
    }
}

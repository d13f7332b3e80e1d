package dev.sluice.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReadingTest {

    private static final Target TARGET = new Target("db.example", 5432, "orders");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "monitor, password authentication failed for user \"***\"",
        "a, password authentication failed for user \"***\"",
        "pass, password authentication failed for user \"***\"",
        "$x(, password authentication failed for user \"***\"",
    })
    void theUserIsStruckAndTheWordsAroundItStay(String user, String said) {
        var answer =
                new PgException("password authentication failed for user \"" + user + "\"", "FATAL", "28P01", null);
        assertThat(FailureReading.of(TARGET, answer, false, user).message())
                .startsWith("db.example:5432 answered 28P01: " + said + ".");
    }
}

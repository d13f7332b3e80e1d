package dev.sluice.routing.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.health.Reason;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Role;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {

    private static final Endpoint ENDPOINT =
            new Endpoint("r1", "host", 5432, Role.REPLICA, 1, null, EndpointState.HEALTHY, "", null, null);

    @ParameterizedTest
    @CsvSource({
        "08006, ENDPOINT, true, true",
        "08001, ENDPOINT, true, true",
        "57P01, ENDPOINT, true, true",
        "57P02, ENDPOINT, true, true",
        "57P03, ENDPOINT, true, true",
        "53300, ENDPOINT, true, true",
        "57P05, SESSION, true, true",
        "25P03, SESSION, true, true",
        "40001, CONFLICT, false, true",
        "40P01, CONFLICT, false, true",
        "25006, READ_ONLY, false, false",
        "57014, STATEMENT, false, false",
        "23505, STATEMENT, false, false",
        "28P01, STATEMENT, false, false",
        "42601, STATEMENT, false, false",
    })
    void aStateSaysWhatAnErrorMeans(String state, FailureKind kind, boolean endsSession, boolean movesReads) {
        FailureKind found = FailureKind.of(new SQLException("text", state));
        assertThat(found).isEqualTo(kind);
        assertThat(found.endsSession()).isEqualTo(endsSession);
        assertThat(found.movesReads()).isEqualTo(movesReads);
    }

    @Test
    void silenceIsNotYetAFailureOfTheEndpoint() {
        SQLException silent = new SQLException("text", "08006", new SocketTimeoutException("Read timed out"));
        assertThat(FailureKind.of(silent)).isEqualTo(FailureKind.SILENCE);
        assertThat(FailureKind.of(new SQLException("text", "08006", new SocketException("reset"))))
                .isEqualTo(FailureKind.ENDPOINT);
    }

    @Test
    void frameworksWrapAndOthersThrowWhatIsNoneOfOurs() {
        assertThat(FailureKind.of(new IllegalStateException(new RuntimeException(new SQLException("x", "57P01")))))
                .isEqualTo(FailureKind.ENDPOINT);
        assertThat(FailureKind.of(new IllegalStateException("x"))).isEqualTo(FailureKind.STATEMENT);
        assertThat(FailureKind.of(new SQLException("x"))).isEqualTo(FailureKind.STATEMENT);
    }

    @Test
    void theReasonIsTheOneThatHealthUses() {
        assertThat(reason("08001", new ConnectException("refused"))).isEqualTo(Reason.ConnectionRefused);
        assertThat(reason("08001", new UnknownHostException("nowhere"))).isEqualTo(Reason.UnknownHost);
        assertThat(reason("08006", new SocketTimeoutException("timed out"))).isEqualTo(Reason.Timeout);
        assertThat(reason("08006", new SocketException("reset"))).isEqualTo(Reason.ConnectionLost);
        assertThat(reason("28P01", null)).isEqualTo(Reason.AuthenticationFailed);
        assertThat(reason("53300", null)).isEqualTo(Reason.TooManyConnections);
        assertThat(FailureReading.of(ENDPOINT, new SQLException("I/O error", "08006", new SocketException("reset")))
                        .message())
                .isEqualTo("r1 (host:5432): I/O error (reset)");
    }

    private static Reason reason(String state, @org.jspecify.annotations.Nullable Throwable cause) {
        return FailureReading.of(ENDPOINT, new SQLException("text", state, cause))
                .reason();
    }
}

package dev.sluice.routing.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlsOptionsTest {

    private static final Path CA = Path.of("/tls/ca.crt");

    @Test
    void theDefaultAsksForNothingMoreThanPgjdbcDoes() {
        assertThat(TlsOptions.DEFAULT.driverProperties()).isEqualTo(Map.of("sslmode", "prefer"));
    }

    @Test
    void requireWithAnAuthorityChecksItAsLibpqDoes() {
        assertThat(new TlsOptions(TlsMode.REQUIRE, CA, null, null).driverProperties())
                .containsEntry("sslmode", "verify-ca");
        assertThat(new TlsOptions(TlsMode.REQUIRE, null, null, null).driverProperties())
                .containsEntry("sslmode", "require");
    }

    @Test
    void aClientCertificateBringsItsOwnReader() {
        TlsOptions options = TlsOptions.verifyFull(CA).withClient(Path.of("/tls/tls.crt"), Path.of("/tls/tls.key"));
        assertThat(options.driverProperties())
                .isEqualTo(Map.of(
                        "sslmode",
                        "verify-full",
                        "sslrootcert",
                        "/tls/ca.crt",
                        "sslcert",
                        "/tls/tls.crt",
                        "sslkey",
                        "/tls/tls.key",
                        "sslfactory",
                        "dev.sluice.routing.tls.PemSocketFactory"));
        assertThatThrownBy(() -> new TlsOptions(TlsMode.REQUIRE, null, CA, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

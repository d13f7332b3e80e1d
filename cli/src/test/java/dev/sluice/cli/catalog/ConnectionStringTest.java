package dev.sluice.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://me@db:5433/shop                    | jdbc:postgresql://db:5433/shop      | me
                    postgres://db/shop?user=m%40e                   | jdbc:postgresql://db/shop           | m@e
                    jdbc:postgresql://[::1]:5432/shop               | jdbc:postgresql://[::1]:5432/shop   |
                    postgresql://me@a:1,b:2/my%20shop%2B            | jdbc:postgresql://a:1,b:2/my+shop%2B | me
                    postgresql:///shop                              | jdbc:postgresql://localhost/shop    |
                    """)
    void isReadAsLibpqReadsIt(String text, String url, String user) {
        ConnectionString read = ConnectionString.parse(text);
        assertThat(read.jdbcUrl()).isEqualTo(url);
        assertThat(read.user()).isEqualTo(user);
    }

    @Test
    void theModeOfTlsIsHeeded() {
        ConnectionString own = ConnectionString.parse("postgresql://db/shop?sslmode=verify-full&sslrootcert=/ca.crt");
        assertThat(own.properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/ca.crt")
                .doesNotContainKey("sslfactory");
        assertThat(ConnectionString.parse("postgresql://db/shop?sslmode=verify-full")
                        .properties())
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(ConnectionString.parse("postgresql://db/shop?target_session_attrs=read-write")
                        .properties())
                .containsEntry("targetServerType", "primary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:s3cret@db/shop",
                "postgresql://db/shop?password=s3cret",
                "jdbc:postgresql://db/shop?user=me&sslpassword=s3cret"
            })
    void aPasswordIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> ConnectionString.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("must not hold a password")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://db/shop, takes a URL",
        "db/shop, takes a URL",
        "postgresql://db, has to name one database",
        "postgresql://db/a/b, has to name one database",
        "postgresql://d b/shop, a host that is none",
        "postgresql://db/shop?socketFactory=x, 'socketFactory'",
        "postgresql://db/shop?target_session_attrs=both, target_session_attrs=both",
        "postgresql://db/sh%op, a % that"
    })
    void whatIsWrongIsNamed(String text, String message) {
        assertThatThrownBy(() -> ConnectionString.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void filesGoBeforeTheEnvironment(@TempDir Path folder) throws IOException {
        Path user = Files.writeString(folder.resolve("user"), "reader");
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        Map<String, String> environment = Map.of("PGUSER", "other", "PGPASSWORD", "other");
        ConnectionString db = ConnectionString.parse("postgresql://db/shop");
        assertThat(Login.find(db, user, password, environment)).isEqualTo(new Login("reader", "s3cret"));
        assertThat(Login.find(db, null, null, environment)).isEqualTo(new Login("other", "other"));
        assertThat(Login.find(db, null, null, Map.of())).isEqualTo(new Login(null, null));
        assertThat(new Login("reader", "s3cret").toString()).doesNotContain("reader", "s3cret");
        assertThatThrownBy(() -> Login.find(db, null, folder.resolve("none"), environment))
                .hasMessageContaining("--catalog-password-file")
                .hasMessageContaining("does not exist");
    }
}

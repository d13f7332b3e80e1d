package dev.sluice.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.failure.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static DatabaseUrl read(String text) {
        return DatabaseUrl.of("--verify", text, Map.of());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        postgresql://app@db.example:6432/shop, db.example, 6432, shop, app
        postgres://db/shop, db, 5432, shop, -
        jdbc:postgresql://db/shop?user=app, db, 5432, shop, app
        postgresql://a%40b@[::1]:1/my%20shop, [::1], 1, my shop, a@b
        postgresql://a+b@db_1/shop, db_1, 5432, shop, a+b
        """)
    void readsBothForms(String text, String host, int port, String database, String user) {
        assertThat(read(text)).isEqualTo(new DatabaseUrl(host, port, database, user, Map.of()));
    }

    @Test
    void theEnvironmentFillsWhatIsOpen() {
        Map<String, String> environment =
                Map.of("PGUSER", "app", "PGSSLMODE", "verify-full", "PGSSLROOTCERT", "/ca.pem", "PGSSLCERT", "");
        assertThat(DatabaseUrl.of("--verify", "postgresql://db/shop?sslrootcert=/other.pem", environment))
                .isEqualTo(new DatabaseUrl(
                        "db", 5432, "shop", "app", Map.of("sslmode", "verify-full", "sslrootcert", "/other.pem")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:hunter2@db/shop",
                "postgresql://db/shop?password=hunter2",
                "jdbc:postgresql://db/shop?user=app&sslpassword=hunter2",
                "postgresql://app:hunter2@/shop",
                "hunter2",
                "postgresql://db1,db2/shop?x=hunter2",
                "postgresql://db/shop?sslmode=prefer&sslmode=%hunter2"
            })
    void aPasswordIsRefusedAndNeverShown(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--verify")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        postgresql://db:70000/shop; the port of --verify is 70000, and should be between 1 and 65535.
        postgresql://db/shop?sslmode=on; the sslmode of --verify is 'on', and should be one of disable, allow
        postgresql://db/shop?options=-c; the address of --verify has the parameter 'options', and may have user, sslcert
        """)
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(CommandFailure.class).hasMessageStartingWith(message);
    }

    @Test
    void thePasswordOfTheFileGoesFirst(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s3 cret\n");
        assertThat(Password.find("--verify", file, Map.of("PGPASSWORD", "other"))
                        .text())
                .isEqualTo("s3 cret");
        assertThat(Password.find("--verify", null, Map.of("PGPASSWORD", "other"))
                        .text())
                .isEqualTo("other");
        assertThat(Password.find("--verify", null, Map.of()).text()).isNull();
        assertThat(Password.find("--verify", file, Map.of())).hasToString("a password");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> Password.find("--verify", file, Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> Password.find("--verify", folder.resolve("none"), Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("it does not exist");
    }

    @Test
    void anotherUserTakesThePlaceOfTheOneInTheAddress() {
        assertThat(read("postgresql://app@db/shop").withUser("reader").user()).isEqualTo("reader");
    }
}

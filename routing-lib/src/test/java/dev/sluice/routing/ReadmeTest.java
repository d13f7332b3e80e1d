package dev.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.jdbc.PoolOptions;
import dev.sluice.routing.monitor.CheckOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README shows is compiled here, and what it says of defaults is so. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    // begin readme
    static RoutingDataSource open() {
        return RoutingDataSource.open(RoutingOptions.builder()
                .topologyFile(Path.of("/etc/sluice/endpoints"))
                .credentials(CredentialsSource.folder(Path.of("/etc/sluice/credentials")))
                .build());
    }

    static int countOrders(RoutingDataSource database) throws SQLException {
        return database.executeRead(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT count(*) FROM orders")) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    static void readAsSpringDoes(RoutingDataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true); // a replica; without it, the primary
            connection.prepareStatement("SELECT 1").executeQuery();
        }
    }
    // end readme

    @Test
    void theExampleIsTheCodeAbove() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/sluice/routing/ReadmeTest.java"));
        String region = source.substring(source.indexOf("// begin readme") + 15, source.indexOf("    // end readme"));
        String example = Arrays.stream(region.strip().split("\n"))
                .map(line -> line.replaceFirst("^ {4}", ""))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(README)).contains(example);
    }

    @Test
    void theDefaultsAreTheOnesInTheTable() throws IOException {
        assertThat(RoutingOptions.DEFAULT_START_TIMEOUT).isEqualTo(Duration.ofSeconds(30));
        assertThat(RoutingOptions.DEFAULT_CONNECT_TIMEOUT).isEqualTo(Duration.ofSeconds(2));
        assertThat(RoutingOptions.DEFAULT_SOCKET_TIMEOUT).isEqualTo(Duration.ofMinutes(5));
        assertThat(PoolOptions.DEFAULT)
                .isEqualTo(
                        new PoolOptions(20, 15, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(30)));
        assertThat(CheckOptions.DEFAULT).isEqualTo(new CheckOptions(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThat(Files.readString(README))
                .contains("| 30 s |", "| 2 s |", "| 5 min |", "20, 15, 10 s, 5 min, 30 min", "every 2 s, 1 s each");
    }
}

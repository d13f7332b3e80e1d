package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {

    private static final Path EXAMPLE = Path.of("../examples/databasecluster.yaml");

    @Test
    void changesOnlyWhatMustFitThisMachine() throws IOException {
        String adapted = ExampleFile.read(EXAMPLE)
                .member("orders-primary.example.internal", "127.0.0.1", 20001)
                .member("orders-replica-1.example.internal", "127.0.0.1", 20002)
                .member("orders-replica-2.example.internal", "127.0.0.1", 20003)
                .password("s3cret")
                .withoutTls()
                .probeInterval("2s")
                .text();

        List<String> added = new ArrayList<>(adapted.lines().toList());
        Files.readAllLines(EXAMPLE).forEach(added::remove);
        assertThat(added)
                .containsExactly(
                        "  password: \"s3cret\"",
                        "    mode: disable",
                        "    host: 127.0.0.1",
                        "    port: 20001",
                        "      host: 127.0.0.1",
                        "      port: 20002",
                        "      host: 127.0.0.1",
                        "      port: 20003",
                        "    interval: 2s");
    }

    @Test
    void saysWhatTheExampleNoLongerHas(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), "spec: {}\n");

        assertThatThrownBy(() -> ExampleFile.read(other).withoutTls())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mode: require");
    }
}

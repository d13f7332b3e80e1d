package dev.sluice.testing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanGuardIT {

    @TempDir
    private Path temporary;

    @Test
    void nothingOutlivesAKilledJvm() throws IOException {
        Process jvm = startJvm();
        List<ProcessHandle> servers = serversOf(jvm);
        assertThat(servers).hasSizeGreaterThan(5);
        assertThat(dataFolders()).isNotEmpty();

        jvm.destroyForcibly();

        awaitNothingLeft(servers);
    }

    @Test
    void nothingOutlivesAnExit() throws IOException {
        Process jvm = startJvm("exit");
        List<ProcessHandle> servers = serversOf(jvm);

        await().atMost(Duration.ofSeconds(20)).until(() -> !jvm.isAlive());
        awaitNothingLeft(servers);
    }

    private void awaitNothingLeft(List<ProcessHandle> servers) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
            assertThat(dataFolders()).isEmpty();
        });
    }

    private List<Path> dataFolders() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().matches("sluice-(postgres|redis).*"))
                    .toList();
        }
    }

    private Process startJvm(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Orphans.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<ProcessHandle> serversOf(Process jvm) throws IOException {
        BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("started");
        return jvm.descendants().toList();
    }
}

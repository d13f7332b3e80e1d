package dev.sluice.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.testing.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sample application as a program of its own. It prints its counts every second, as a line of JSON. */
final class SampleApp implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(10);
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final ChildProcess process;

    private SampleApp(ChildProcess process) {
        this.process = process;
    }

    /** Starts it; it finds its database by the mounted files alone. */
    static SampleApp start(RunFolder run) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-jar",
                run.sampleJar().toString());
        Map<String, String> environment = Map.of(
                "ENDPOINTS_FOLDER", run.mount().toString(),
                "CREDENTIALS_FOLDER", run.credentials().toString(),
                "CACHE_FOLDER", run.cacheMount().toString());
        return new SampleApp(ChildProcess.start(new ChildProcess.Launch(
                "the sample application", command, environment, run.logs().resolve("sample-app.log"))));
    }

    /** Its latest counts, at most about a second old; empty before the first. */
    Optional<Counts> counts() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the sample application has ended:\n" + process.logTail());
        }
        try (Stream<String> lines = Files.lines(process.log())) {
            // A line that is being written has no end yet.
            return lines.filter(line -> line.startsWith("{\"at\"") && line.endsWith("}"))
                    .reduce((older, newer) -> newer)
                    .map(SampleApp::parse);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + process.log(), e);
        }
    }

    Path log() {
        return process.log();
    }

    private static Counts parse(String line) {
        try {
            return JSON.readValue(line, Counts.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the sample application printed what are no counts: " + line, e);
        }
    }

    @Override
    public void close() {
        if (!process.stop("TERM", STOP)) {
            process.kill();
        }
    }
}

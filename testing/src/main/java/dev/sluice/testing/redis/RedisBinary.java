package dev.sluice.testing.redis;

import dev.sluice.testing.process.Folders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a redis-server: the one that the environment variable {@code SLUICE_REDIS_SERVER} names, else the one inside the
 * embedded-redis artifact, else the one on the PATH.
 */
final class RedisBinary {

    private static final Map<String, String> EMBEDDED = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-aarch64", "redis-server-6.2.7-linux-arm64",
            "mac-x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac-aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    private static @Nullable Path found;

    private RedisBinary() {}

    static synchronized Path locate() {
        Path known = found;
        if (known == null) {
            known = named().or(RedisBinary::embedded)
                    .or(RedisBinary::onPath)
                    .orElseThrow(() -> new IllegalStateException(
                            "no redis-server for this machine: the embedded one does not run here and none is on the PATH;"
                                    + " install the package redis-server"));
            found = known;
        }
        return known;
    }

    /** Whether it has a setting of this name, of which {@code ?} is no value. */
    static boolean knows(String setting) {
        try {
            Process process = new ProcessBuilder(locate().toString(), "--" + setting, "?")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() != 0 && answer.contains("must be one of");
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Optional<Path> named() {
        String path = System.getenv("SLUICE_REDIS_SERVER");
        if (path == null || path.isBlank()) {
            return Optional.empty();
        }
        if (!runs(Path.of(path))) {
            throw new IllegalStateException(
                    "SLUICE_REDIS_SERVER is " + path + ", expected the path of a redis-server that runs here");
        }
        return Optional.of(Path.of(path));
    }

    private static Optional<Path> embedded() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : "linux";
        String resource = EMBEDDED.get(os + "-" + System.getProperty("os.arch"));
        if (resource == null) {
            return Optional.empty();
        }
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                return Optional.empty();
            }
            Path binary = Folders.scratch("redis-binary").resolve("redis-server");
            Files.copy(in, binary, StandardCopyOption.REPLACE_EXISTING);
            return binary.toFile().setExecutable(true) && runs(binary) ? Optional.of(binary) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource, e);
        }
    }

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .filter(RedisBinary::runs)
                .findFirst();
    }

    private static boolean runs(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

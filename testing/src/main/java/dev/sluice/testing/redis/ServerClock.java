package dev.sluice.testing.redis;

import dev.sluice.testing.process.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The time of day of one server, which goes otherwise than the machine's: a small library in front of the server's own, made
 * by the C compiler of the machine. Safe for use by several threads.
 */
public final class ServerClock {

    private final Path library;
    private final Path offset;

    private ServerClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** One that goes right as yet; empty where there is no Linux or no C compiler. */
    public static Optional<ServerClock> make() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return Optional.empty();
        }
        Path folder = Folders.scratch("clock");
        Path library = folder.resolve("clock.so");
        try (InputStream source = ServerClock.class.getResourceAsStream("clock.c")) {
            Path file = folder.resolve("clock.c");
            Files.copy(Objects.requireNonNull(source, "clock.c"), file);
            if (!isCompiled(file, library)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server's clock cannot be made", e);
        }
        var clock = new ServerClock(library, folder.resolve("offset"));
        clock.set(Duration.ZERO);
        return Optional.of(clock);
    }

    private static boolean isCompiled(Path source, Path library) throws IOException {
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException("cc has not compiled " + source + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return true;
    }

    /** Sets it, from now on so much before the machine's, or behind when that is negative; in whole seconds. */
    public void set(Duration ahead) {
        try {
            // Written over in one piece, since the server may read it at any time.
            Files.writeString(
                    offset, "%-20d".formatted(ahead.toSeconds()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("the server's clock cannot be set", e);
        }
    }

    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "SLUICE_CLOCK", offset.toString());
    }
}

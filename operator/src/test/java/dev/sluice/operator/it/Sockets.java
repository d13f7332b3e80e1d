package dev.sluice.operator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The TCP connections of this machine, as the kernel lists them. */
final class Sockets {

    private static final Path TABLE = Path.of("/proc/net/tcp");
    private static final String ESTABLISHED = "01";

    private Sockets() {}

    /** How many are open to this port of an IPv4 address. */
    static long to(int port) {
        String remote = String.format(Locale.ROOT, ":%04X", port);
        try (var lines = Files.lines(TABLE)) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(columns -> columns[2].endsWith(remote) && columns[3].equals(ESTABLISHED))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

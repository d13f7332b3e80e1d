package dev.sluice.operator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The addresses and the TCP connections of this machine. */
final class Sockets {

    private static final Path TABLE = Path.of("/proc/net/tcp");
    private static final String ESTABLISHED = "01";

    private Sockets() {}

    /** An address of this machine that is no loopback address. */
    static String machineAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this machine has no address but loopback ones"));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

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

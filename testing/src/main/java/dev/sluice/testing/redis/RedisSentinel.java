package dev.sluice.testing.redis;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One Sentinel that watches a master and its replicas on this machine, and decides alone: when the master has not answered
 * for a second, a replica takes its place. Safe for use by several threads.
 */
public final class RedisSentinel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final ChildProcess process;

    private RedisSentinel(Path folder, int port, ChildProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one for a master that runs, under a name that clients ask it for.
     *
     * @param settings further lines of configuration, such as {@code requirepass secret}
     */
    public static RedisSentinel watching(String name, RedisServer master, String... settings) {
        Path folder = Folders.scratch("redis-sentinel");
        int port = Ports.reserve();
        ChildProcess child = ChildProcess.start(new ChildProcess.Launch(
                "redis-sentinel",
                List.of(
                        RedisBinary.locate().toString(),
                        configuration(folder, port, name, master, settings),
                        "--sentinel"),
                Map.of(),
                Folders.logs("redis-sentinel").resolve("sentinel.log")));
        child.awaitReady(PATIENCE, () -> answers(port));
        return new RedisSentinel(folder, port, child);
    }

    /** Always 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Kills it. */
    @Override
    public void close() {
        process.kill();
        Ports.release(port);
        Folders.delete(folder);
    }

    private static String configuration(Path folder, int port, String name, RedisServer master, String... settings) {
        String text = String.join(
                "\n",
                "bind 127.0.0.1",
                "port " + port,
                "dir " + folder,
                "sentinel monitor " + name + " " + master.host() + " " + master.port() + " 1",
                "sentinel down-after-milliseconds " + name + " 1000",
                "sentinel failover-timeout " + name + " 5000",
                String.join("\n", settings),
                "");
        try {
            return Files.writeString(folder.resolve("sentinel.conf"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure Sentinel", e);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU");
        } catch (IOException e) {
            return false;
        }
    }
}

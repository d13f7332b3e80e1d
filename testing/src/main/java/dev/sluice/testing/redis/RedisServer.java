package dev.sluice.testing.redis;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server on a free port of 127.0.0.1 that comes back empty from a restart, unless it is started with the data that it has
 * {@linkplain #save() saved}. The port stays the same until {@link #close()}. Safe for use by several threads.
 */
public final class RedisServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** So much higher than its port is that on which a node of a cluster talks to others. */
    private static final int BUS = 10_000;

    private final Supplier<Path> program;
    private final @Nullable String password;
    private final @Nullable RedisTls tls;
    private final List<String> settings;
    private final Map<String, String> environment;
    private final Path folder;
    private final Path log;
    private final int port;
    private @Nullable ChildProcess process;
    private boolean closed;

    private RedisServer(
            Supplier<Path> program,
            @Nullable String password,
            @Nullable RedisTls tls,
            List<String> settings,
            Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
        this.password = password;
        this.tls = tls;
        this.settings = List.copyOf(settings);
        this.folder = Folders.scratch("redis");
        this.log = Folders.logs("redis").resolve("redis.log");
        this.port = isNode() ? Ports.reserveWith(BUS) : Ports.reserve();
    }

    /** A server without a password, not yet started. */
    public static RedisServer open() {
        return new RedisServer(RedisBinary::locate, null, null, List.of(), Map.of());
    }

    /** Redis 5, not yet started; needs {@link #hasFive}. What is not on this machine yet is downloaded at the start. */
    public static RedisServer five() {
        return new RedisServer(() -> RedisFive.locate(LOG::info), null, null, List.of(), Map.of());
    }

    /** Whether there is a Redis 5 for this machine. */
    public static boolean hasFive() {
        return RedisFive.isForThisMachine();
    }

    /** A server that wants a password, not yet started. */
    public static RedisServer withPassword(String password) {
        return new RedisServer(RedisBinary::locate, password, null, List.of(), Map.of());
    }

    /** A server whose time of day is that of this clock, not yet started. */
    public static RedisServer withClock(ServerClock clock) {
        return new RedisServer(RedisBinary::locate, null, null, List.of(), clock.environment());
    }

    /** A server with further lines of configuration, such as {@code cluster-enabled yes}, not yet started. */
    public static RedisServer with(String... settings) {
        return new RedisServer(RedisBinary::locate, null, null, List.of(settings), Map.of());
    }

    /** A server that speaks nothing but TLS, not yet started; needs {@link #knowsTls}. */
    public static RedisServer withTls(RedisTls tls, String... settings) {
        return new RedisServer(RedisBinary::locate, null, tls, List.of(settings), Map.of());
    }

    /** Whether the redis-server of this machine was built with TLS. */
    public static boolean knowsTls() {
        return RedisBinary.knows("tls-auth-clients");
    }

    /** A server that replicates another one, not yet started. */
    public static RedisServer replicaOf(RedisServer master) {
        return with("replicaof " + master.host() + " " + master.port());
    }

    /** The redis-server that is run here. */
    public static Path program() {
        return RedisBinary.locate();
    }

    /** Always 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** The same from start to start. */
    public int port() {
        return port;
    }

    /** A URI that Lettuce and other clients read; it holds the password when there is one. */
    public String uri() {
        return (tls == null ? "redis://" : "rediss://") + (password == null ? "" : ":" + password + "@") + host() + ":"
                + port;
    }

    /** The file with the server's own messages; it stays after {@link #close()}. */
    public Path log() {
        return log;
    }

    /** Starts the server and waits until it answers, empty; without effect when it runs. Returns this. */
    public synchronized RedisServer start() {
        return start(false);
    }

    /** The same with the data that it had when it was {@linkplain #save() saved} last; fails if it has not been. */
    public synchronized RedisServer startWithData() {
        if (!isRunning() && !Files.exists(data())) {
            throw new IllegalStateException("Redis has saved nothing since it was started");
        }
        return start(true);
    }

    /** Writes all data to the disk, for {@link #startWithData}; needs a server without a password and TLS. */
    public synchronized void save() {
        String answer = RedisCommands.send(this, "SAVE");
        if (!answer.startsWith("+OK")) {
            throw new IllegalStateException("Redis has not saved its data: " + answer);
        }
    }

    private Path data() {
        return folder.resolve("dump.rdb");
    }

    private RedisServer start(boolean withData) {
        if (closed) {
            throw new IllegalStateException("this Redis server is closed");
        }
        if (isRunning()) {
            return this;
        }
        if (!withData) {
            deleteData();
        }
        ChildProcess child = ChildProcess.start(new ChildProcess.Launch(
                "redis", List.of(program.get().toString(), configuration().toString()), environment, log));
        process = child;
        child.awaitReady(PATIENCE, this::answers);
        return this;
    }

    private void deleteData() {
        try {
            Files.deleteIfExists(data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete what Redis has saved", e);
        }
    }

    /** Ends the server in an orderly way; without effect when it does not run. */
    public synchronized void stop() {
        ChildProcess child = process;
        process = null;
        if (child != null && !child.stop("TERM", PATIENCE)) {
            child.kill();
        }
    }

    /** Kills the server ({@code kill -9}). */
    public synchronized void kill() {
        ChildProcess child = process;
        process = null;
        if (child != null) {
            child.kill();
        }
    }

    /** Stops the server where it is ({@code SIGSTOP}): connections stay open and get no answer. */
    public synchronized void suspend() {
        running().suspend();
    }

    /** Lets the server go on after {@link #suspend()}. */
    public synchronized void resume() {
        running().resume();
    }

    /** Whether the server's process exists; a suspended one does. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Kills the server and gives its port back; the log stays. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            kill();
            Ports.release(port);
            if (isNode()) {
                Ports.release(port + BUS);
            }
            Folders.delete(folder);
        }
    }

    private boolean isNode() {
        return settings.contains("cluster-enabled yes");
    }

    private ChildProcess running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("Redis does not run");
        }
        return process;
    }

    private Path configuration() {
        String text = String.join(
                "\n",
                "bind " + host(),
                tls == null ? "port " + port : "port 0\n" + tls.configuration(folder, port),
                "dir " + folder,
                "save \"\"",
                "appendonly no",
                password == null ? "" : "requirepass " + password,
                String.join("\n", settings),
                "");
        try {
            Path file = folder.resolve("redis.conf");
            if (!Files.exists(file)) {
                // The password is kept from other users, and from the process list.
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure Redis", e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port), 500);
            if (tls != null) {
                // It may want a certificate before it answers anything.
                return true;
            }
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU");
        } catch (IOException e) {
            return false;
        }
    }
}

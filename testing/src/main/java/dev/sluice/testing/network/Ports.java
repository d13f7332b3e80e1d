package dev.sluice.testing.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Free TCP ports for servers that must come back on the same port after a stop. A port handed out stays reserved for
 * this JVM until it is released, also while nobody listens on it: it lies below the range that the kernel takes for
 * outgoing connections, and a file lock keeps other JVMs of this user away.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<Integer, FileLock> RESERVED = new ConcurrentHashMap<>();

    private Ports() {}

    /**
     * Reserves a port that is free on every address of this machine.
     *
     * @throws IllegalStateException when none is found
     */
    public static int reserve() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = FIRST + RANDOM.nextInt(LAST - FIRST);
            if (lock(port)) {
                if (isFree(port)) {
                    return port;
                }
                release(port);
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    /**
     * Reserves a port and the one that is so much higher, for a server that listens on both, such as a node of a Redis
     * Cluster. Each of them is to be released.
     *
     * @return the lower one
     * @throws IllegalStateException when none is found
     */
    public static int reserveWith(int higherBy) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int higher = reserve();
            int port = higher - higherBy;
            if (lock(port)) {
                if (isFree(port)) {
                    return port;
                }
                release(port);
            }
            release(higher);
        }
        throw new IllegalStateException("no two free ports " + higherBy + " apart");
    }

    /** Gives a port back; one that is not reserved is no error. */
    public static void release(int port) {
        FileLock lock = RESERVED.remove(port);
        if (lock != null) {
            try {
                lock.acquiredBy().close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release port " + port, e);
            }
        }
    }

    private static boolean lock(int port) {
        if (RESERVED.containsKey(port)) {
            return false;
        }
        try {
            FileLock lock = tryLock(port);
            if (lock == null) {
                return false;
            }
            RESERVED.put(port, lock);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reserve port " + port, e);
        }
    }

    private static @Nullable FileLock tryLock(int port) throws IOException {
        Path folder = Files.createDirectories(
                Path.of(System.getProperty("java.io.tmpdir"), "sluice-ports-" + System.getProperty("user.name")));
        FileChannel channel =
                FileChannel.open(folder.resolve(port + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.sluice.testing.redis;

import dev.sluice.testing.process.Poll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gives a server one command over a connection of its own, without the client that is tested. Thread-safe. */
public final class RedisCommands {

    private RedisCommands() {}

    /** The answer as it comes over the wire, an error included. */
    public static String send(RedisServer server, String... command) {
        return send(server.port(), command);
    }

    /** The same of the server at that port of this machine. */
    public static String send(int port, String... command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request = new ByteArrayOutputStream();
            write(request, command);
            write(request, "QUIT");
            socket.getOutputStream().write(request.toByteArray());
            // The server closes the connection behind its answer.
            String answer = read(socket.getInputStream());
            return answer.endsWith("+OK\r\n") ? answer.substring(0, answer.length() - 5) : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a Redis Cluster of two nodes, of which the first one owns the slots below 8192. */
    public static void joinCluster(RedisServer one, RedisServer two) {
        addSlots(one, 0, 8192);
        addSlots(two, 8192, 16384);
        send(one, "CLUSTER", "MEET", "127.0.0.1", String.valueOf(two.port()));
        for (RedisServer node : List.of(one, two)) {
            Poll.until(
                    "the cluster is whole",
                    Duration.ofSeconds(60),
                    () -> send(node, "CLUSTER", "INFO").contains("cluster_state:ok\r\ncluster_slots_assigned:16384"));
        }
    }

    private static void addSlots(RedisServer node, int from, int to) {
        List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        for (int slot = from; slot < to; slot++) {
            command.add(String.valueOf(slot));
        }
        send(node, command.toArray(String[]::new));
    }

    private static void write(ByteArrayOutputStream out, String... command) throws IOException {
        out.write(("*" + command.length + "\r\n").getBytes(StandardCharsets.UTF_8));
        for (String word : command) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}

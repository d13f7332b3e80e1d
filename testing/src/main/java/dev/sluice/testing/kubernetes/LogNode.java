package dev.sluice.testing.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A node without a kubelet: it runs nothing, but gives the API server the logs that it is told, over HTTPS and under the
 * paths of a kubelet. So {@code kubectl logs} and every client work as they do elsewhere. Pods are on it by their
 * {@code spec.nodeName}. Safe for use by several threads.
 */
public final class LogNode implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";
    private static final Pattern LIMIT = Pattern.compile("(?:^|&)limitBytes=([0-9]{1,9})(?:&|$)");
    private static final char[] NO_PASSWORD = new char[0];

    private final String name;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, LogNode::daemon);
    private final Map<String, byte[]> logs = new ConcurrentHashMap<>();
    private volatile boolean failing;

    private LogNode(String name, HttpsServer server) {
        this.name = name;
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/containerLogs/", this::answer);
        server.start();
    }

    /** Makes a node of that name known to the API server. */
    public static LogNode join(KubernetesClient client, String name) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(identity(name)));
            var node = new LogNode(name, server);
            client.resource(node.resource()).createOr(existing -> existing.update());
            client.nodes()
                    .withName(name)
                    .editStatus(known -> new NodeBuilder(known)
                            .withStatus(node.resource().getStatus())
                            .build());
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve the logs of node " + name, e);
        }
    }

    /** The name of the node. */
    public String name() {
        return name;
    }

    /** What a container has printed so far. */
    public void print(String namespace, String pod, String container, byte[] log) {
        logs.put(namespace + "/" + pod + "/" + container, log.clone());
    }

    /** Whether it answers with an error, as a node does that has trouble. */
    public void fail(boolean now) {
        failing = now;
    }

    private Node resource() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewAddress(ADDRESS, "InternalIP")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(server.getAddress().getPort())
                .endDaemonEndpoints()
                .endStatus()
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String container = exchange.getRequestURI().getPath().substring("/containerLogs/".length());
            byte[] log = logs.get(container);
            if (failing) {
                send(exchange, HttpURLConnection.HTTP_INTERNAL_ERROR, bytes("the node has trouble"));
            } else if (log == null) {
                send(exchange, HttpURLConnection.HTTP_NOT_FOUND, bytes("no log of " + container));
            } else {
                send(
                        exchange,
                        HttpURLConnection.HTTP_OK,
                        limited(log, exchange.getRequestURI().getQuery()));
            }
        }
    }

    private static byte[] limited(byte[] log, String query) {
        Matcher limit = LIMIT.matcher(query == null ? "" : query);
        return limit.find() ? Arrays.copyOf(log, Math.min(log.length, Integer.parseInt(limit.group(1)))) : log;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        // Zero would mean a body of unknown length.
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static SSLContext identity(String name) {
        try {
            Certificate certificate =
                    CertificateAuthority.create("node " + name).server(List.of(name, ADDRESS));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("node", certificate.key(), NO_PASSWORD, new java.security.cert.Certificate[] {
                certificate.certificate()
            });
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot make a TLS context", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "log-node");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends it; the API server still knows the node. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

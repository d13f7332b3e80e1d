import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Answers as the API server of a cluster without anything in it, so that the operator can be started while its image is built:
 * what it loads behind that start belongs in the archive of classes, too. Nothing is tested with it.
 */
final class EmptyApi {

    private static final String JSON = "application/json";

    /**
     * Runs until it is killed. Named are its key store, the password of that, and the file to which a kubeconfig for it is
     * written.
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(Path.of(arguments[0]), arguments[1].toCharArray())));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", EmptyApi::answer);
        server.start();
        Files.writeString(Path.of(arguments[2]), """
                apiVersion: v1
                kind: Config
                clusters: [{name: empty, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                contexts: [{name: empty, context: {cluster: empty, user: empty, namespace: default}}]
                current-context: empty
                users: [{name: empty, user: {}}]
                """.formatted(server.getAddress().getPort()));
    }

    private static SSLContext tls(Path keys, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().set("Content-Type", JSON);
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                // No WebSocket: the client watches by HTTP then.
                exchange.sendResponseHeaders(200, -1);
            } else if (query.contains("watch=true")) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                sleep();
            } else if (sent.length > 0) {
                send(exchange, 201, created(new String(sent, StandardCharsets.UTF_8)));
            } else if (isList(exchange.getRequestURI().getPath())) {
                send(exchange, 200, "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}");
            } else {
                send(exchange, 404, "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\", \"code\": 404}");
            }
        }
    }

    /** What was sent; of a question for rights, with the answer that there are all. */
    private static String created(String sent) {
        return sent.contains("\"SelfSubject")
                ? sent.substring(0, sent.lastIndexOf('}')) + """
                        , "status": {"allowed": true, "incomplete": false, "nonResourceRules": [],
                         "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}"""
                : sent;
    }

    /** /apis/group/version/kinds, or with namespaces/name before the kinds; /api/v1 has one part less. */
    private static boolean isList(String path) {
        int parts = path.split("/").length - (path.startsWith("/apis/") ? 1 : 0);
        return parts == 4 || parts == 6;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.sluice.testing.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks a health endpoint, once per call and without the retries of a Kubernetes client. */
final class HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client;
    private final HttpRequest request;

    /** @param trust null for plain HTTP */
    HealthCheck(URI endpoint, @Nullable SSLContext trust) {
        // With HTTP/2 the JDK's client and Go's server of today do not understand each other (GOAWAY).
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
        this.client =
                trust == null ? builder.build() : builder.sslContext(trust).build();
        this.request = HttpRequest.newBuilder(endpoint).timeout(PATIENCE).build();
    }

    /** Whether it answered with status 200. */
    boolean isOk() {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request.uri(), e);
        }
    }
}

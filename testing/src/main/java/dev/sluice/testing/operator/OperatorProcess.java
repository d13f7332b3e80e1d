package dev.sluice.testing.operator;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One replica of the operator: {@code java -jar quarkus-run.jar} with its own port and log. Safe for use by several
 * threads.
 */
public final class OperatorProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration REQUEST = Duration.ofSeconds(10);

    private final Setup setup;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile ChildProcess process;
    private final int port;

    /**
     * How the operator is run.
     *
     * @param name tells replicas apart, in the lease and by the log's name
     * @param jar {@code operator/target/quarkus-app/quarkus-run.jar}
     * @param kubeConfig the file that KUBECONFIG names
     * @param folder where the log goes
     * @param jvm options of the Java runtime
     * @param environment more variables, such as {@code QUARKUS_OPERATOR_SDK_NAMESPACES}
     */
    public record Setup(
            String name, Path jar, Path kubeConfig, Path folder, List<String> jvm, Map<String, String> environment) {

        public Setup {
            jvm = List.copyOf(jvm);
            environment = Map.copyOf(environment);
        }

        /** With the options of the production image and no more environment. */
        public static Setup of(String name, Path jar, Path kubeConfig, Path folder) {
            return new Setup(
                    name,
                    jar,
                    kubeConfig,
                    folder,
                    List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"),
                    Map.of());
        }
    }

    private OperatorProcess(Setup setup) {
        this.setup = setup;
        this.port = Ports.reserve();
        this.process = launch();
    }

    /** Starts a replica and returns when it is ready. */
    public static OperatorProcess start(Setup setup) {
        OperatorProcess operator = launch(setup);
        operator.awaitReady();
        return operator;
    }

    /** Starts a replica that may not become ready. */
    public static OperatorProcess launch(Setup setup) {
        if (!Files.isRegularFile(setup.jar())) {
            throw new IllegalStateException(
                    "there is no " + setup.jar() + "; build the operator first: ./mvnw package -pl operator -am");
        }
        return new OperatorProcess(setup);
    }

    private ChildProcess launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(setup.jvm());
        command.addAll(List.of("-jar", setup.jar().toString()));
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG", setup.kubeConfig().toString(),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "HOSTNAME", setup.name(),
                "SLUICE_LEASE_NAMESPACE", "default"));
        environment.putAll(setup.environment());
        return ChildProcess.start(new ChildProcess.Launch(
                setup.name(), command, environment, setup.folder().resolve(setup.name() + ".log")));
    }

    /** Waits until {@code /q/health/ready} says yes. */
    public void awaitReady() {
        Poll.until("the operator " + setup.name() + " is ready (its log is " + log() + ")", START, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the operator " + setup.name() + " has ended; its log is " + log());
            }
            return status("/q/health/ready") == 200;
        });
    }

    /** Starts it again after it has ended, on the same port. */
    public void startAgain() {
        process = launch();
        awaitReady();
    }

    /** Ends it at once ({@code kill -9}), as a lost node would. */
    public void kill() {
        process.kill();
    }

    /** Asks it to end ({@code SIGTERM}), as Kubernetes does. */
    public void stop() {
        if (!process.stop("TERM", STOP)) {
            throw new IllegalStateException(
                    "the operator " + setup.name() + " still runs " + STOP.toSeconds() + " s after SIGTERM");
        }
    }

    /** Stops it where it is ({@code SIGSTOP}). */
    public void suspend() {
        process.suspend();
    }

    /** Lets it go on after {@link #suspend()}. */
    public void resume() {
        process.resume();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** The file with all that it has logged, over restarts. */
    public Path log() {
        return setup.folder().resolve(setup.name() + ".log");
    }

    /** The port of its HTTP endpoints. */
    public int port() {
        return port;
    }

    /** What {@code /q/metrics} shows. */
    public String metrics() {
        return get("/q/metrics").body();
    }

    /** The HTTP status of a path; 0 when there is no answer. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (UncheckedIOException notThere) {
            return 0;
        }
    }

    private HttpResponse<String> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(REQUEST)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the operator", e);
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.kill();
    }
}

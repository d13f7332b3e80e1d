package dev.sluice.benchmarks;

import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A replica is killed ({@code kill -9}) again and again, at any moment of the probes' interval, while the operator probes
 * a whole fleet beside it and an application reads. Several clusters, each with an interval of its own, have the same
 * servers, so one loss gives a figure for each interval. The application's copy of the document is never updated, as if
 * its mount took for ever: what it does about the loss it does by itself.
 */
final class FailoverRun {

    private static final List<Duration> INTERVALS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final int KILLS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ADDRESS = "127.0.0.1";

    private final Installation installation;
    private final Path folder;
    private final InstantSource time;
    private final RandomGenerator random = RandomGenerator.getDefault();

    FailoverRun(Installation installation, Path folder, InstantSource time) {
        this.installation = installation;
        this.folder = folder;
        this.time = time;
    }

    /**
     * The figures of one interval.
     *
     * @param interval of the probes
     * @param published for each kill, how long until the ConfigMap said so
     * @param reads what the application had of it
     */
    record Figures(Duration interval, List<Duration> published, ReadingApplication.Figures reads) {

        Duration longest() {
            return published.stream().max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    List<Figures> measure() throws IOException, InterruptedException, SQLException {
        try (var servers = PostgresReplicaSet.builder().start()) {
            for (Duration interval : INTERVALS) {
                installation.cluster(name(interval), servers, ADDRESS, interval);
            }
            PostgresServer victim = servers.replicas().get(0);
            await(victim, EndpointState.HEALTHY);
            Path mount = Files.createDirectories(folder.resolve("mount"));
            Files.writeString(mount.resolve(TopologyCodec.DATA_KEY), installation.document(name(INTERVALS.get(0))));
            List<Map<Duration, Duration>> kills = new ArrayList<>();
            ReadingApplication.Figures reads;
            try (var application = new ReadingApplication(mount, servers)) {
                for (int i = 0; i < KILLS; i++) {
                    TimeUnit.MILLISECONDS.sleep(random.nextLong(1000, 6000));
                    kills.add(kill(victim));
                    victim.start();
                    await(victim, EndpointState.HEALTHY);
                }
                reads = application.stop();
            }
            return INTERVALS.stream()
                    .map(interval -> new Figures(
                            interval,
                            kills.stream()
                                    .map(kill -> Objects.requireNonNull(kill.get(interval)))
                                    .toList(),
                            reads))
                    .toList();
        }
    }

    private Map<Duration, Duration> kill(PostgresServer victim) {
        Map<Duration, Duration> took = new LinkedHashMap<>();
        Instant killed = time.instant();
        victim.kill();
        Poll.until("every ConfigMap says that the replica is unreachable", PATIENCE, () -> {
            for (Duration interval : INTERVALS) {
                if (!took.containsKey(interval) && state(interval, victim) == EndpointState.UNREACHABLE) {
                    took.put(interval, Duration.between(killed, time.instant()));
                }
            }
            return took.size() == INTERVALS.size();
        });
        return took;
    }

    private void await(PostgresServer server, EndpointState state) {
        installation.awaitPublished(INTERVALS.stream().map(FailoverRun::name).toList());
        Poll.until(
                "every ConfigMap says that " + server.name() + " is " + state,
                PATIENCE,
                () -> INTERVALS.stream().allMatch(interval -> state(interval, server) == state));
    }

    private EndpointState state(Duration interval, PostgresServer server) {
        try {
            return TopologyCodec.read(installation.document(name(interval))).replicas().stream()
                    .filter(replica -> replica.name().equals(server.name()))
                    .map(Endpoint::state)
                    .findFirst()
                    .orElse(EndpointState.UNKNOWN);
        } catch (TopologyFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Duration interval) {
        return "every-" + interval.toSeconds() + "s";
    }
}

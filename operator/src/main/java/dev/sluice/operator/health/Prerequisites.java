package dev.sluice.operator.health;

import dev.sluice.operator.health.WatchTrial.Lack;
import dev.sluice.operator.leader.Leadership;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Says in a sentence what the operator cannot work without, at the start, where its watches fail for that reason with stack
 * traces alone, and later, when a watch that is refused goes on to try and says nothing. What is missing makes the replica
 * unready, and is the container's last words when Kubernetes ends it. Looks at one thing at a time, such as a kind in a
 * namespace.
 */
@Readiness
@ApplicationScoped
class Prerequisites implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Prerequisites.class);
    /** What the Quarkus extension puts there when nothing is configured. */
    private static final String NOT_NAMED = "QOSDK_USE_BUILDTIME_NAMESPACES";

    private static final Duration PERIOD = Duration.ofSeconds(5);
    /** Of what is missing, so much is looked at in each period beside the next. */
    private static final int AGAIN = 5;

    /** A log that is cut begins with stack traces of others otherwise. */
    private static final Duration REMINDER = Duration.ofMinutes(15);

    private final List<Supplier<List<Lack>>> trials;
    private final Path lastWords;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(Prerequisites::daemon);
    private int next;
    private volatile boolean looked;
    private Instant said = Instant.MIN;

    /** What is in the way, by trial; empty lists are of trials that found nothing. */
    private final Map<Supplier<List<Lack>>, List<Lack>> known = new LinkedHashMap<>();

    Prerequisites(
            WatchTrial watches,
            RightsTrial rights,
            Leadership leadership,
            CrdTrial crds,
            Clock clock,
            @ConfigProperty(name = "sluice.termination-message-path", defaultValue = "/dev/termination-log")
                    Path lastWords,
            @ConfigProperty(name = "quarkus.operator-sdk.namespaces") Optional<List<String>> namespaces,
            @ConfigProperty(name = "sluice.migration-checks.enabled", defaultValue = "true") boolean migrationChecks,
            @ConfigProperty(name = "sluice.query-cache-policies.enabled", defaultValue = "true")
                    boolean cachePolicies) {
        this.lastWords = lastWords;
        this.clock = clock;
        List<String> served =
                namespaces.filter(names -> !names.contains(NOT_NAMED)).orElse(List.of(""));
        List<ServedKind> kinds = Stream.of(ServedKind.CLUSTERS, ServedKind.CHECKS, ServedKind.POLICIES)
                .filter(kind -> migrationChecks || !kind.equals(ServedKind.CHECKS))
                .filter(kind -> cachePolicies || !kind.equals(ServedKind.POLICIES))
                .toList();
        List<Supplier<List<Lack>>> all = new ArrayList<>();
        kinds.forEach(kind -> served.forEach(namespace -> all.add(() -> watches.lacks(kind, namespace))));
        List<Access> needed =
                kinds.stream().flatMap(kind -> kind.rights().stream()).toList();
        served.forEach(namespace -> all.add(() -> rights.lacks(needed, namespace)));
        all.add(() -> rights.lacksOfTheLease(leadership.lease(), leadership.namespace()));
        all.add(() -> crds.lacks(kinds));
        this.trials = List.copyOf(all);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "prerequisites");
        thread.setDaemon(true);
        return thread;
    }

    // Apart from the main thread: an API server that does not answer keeps this waiting for minutes.
    void begin(@Observes @Priority(1) StartupEvent event) {
        worker.execute(() -> {
            trials.forEach(this::look);
            looked = true;
        });
        var unused = worker.scheduleWithFixedDelay(
                this::lookAtNext, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end(@Observes ShutdownEvent event) {
        worker.shutdownNow();
    }

    /** Whether all has been looked at once. */
    boolean haveBeenLookedAt() {
        return looked;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> missing = missing();
        var response = HealthCheckResponse.named("prerequisites").status(looked && missing.isEmpty());
        if (!missing.isEmpty()) {
            response.withData("missing", String.join("\n", missing));
        }
        return response.build();
    }

    private void lookAtNext() {
        Supplier<List<Lack>> trial = trials.get(next);
        next = (next + 1) % trials.size();
        look(trial);
        // A right that has been granted is to be of use soon, however many namespaces there are.
        List<Supplier<List<Lack>>> lacking = lacking();
        Collections.rotate(lacking, -next);
        lacking.stream().filter(other -> !other.equals(trial)).limit(AGAIN).forEach(this::look);
        remind();
    }

    private synchronized List<Supplier<List<Lack>>> lacking() {
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private synchronized void remind() {
        if (clock.instant().isAfter(said.plus(REMINDER))) {
            missing().forEach(sentence -> LOG.error("Still: " + sentence));
            said = clock.instant();
        }
    }

    private void look(Supplier<List<Lack>> trial) {
        try {
            List<Lack> lacks = trial.get();
            if (!worker.isShutdown()) {
                note(trial, lacks);
            }
        } catch (RuntimeException e) {
            // One that gets out would end all looks to come.
            LOG.error("It could not be looked whether all is there that is needed", e);
        }
    }

    private synchronized void note(Supplier<List<Lack>> trial, List<Lack> lacks) {
        List<Lack> before = known.get(trial);
        if (before != null && !lacks.stream().allMatch(Lack::lasting)) {
            return;
        }
        known.put(trial, lacks);
        List<Lack> gone = new ArrayList<>(before == null ? List.of() : before);
        List<Lack> come = new ArrayList<>(lacks);
        gone.removeIf(lack -> isAmong(lacks, lack));
        come.removeIf(lack -> before != null && isAmong(before, lack));
        come.forEach(lack -> LOG.error(lack.sentence() + lack.answer()));
        said = come.isEmpty() ? said : clock.instant();
        gone.forEach(lack -> LOG.info("This is no longer so: " + lack.sentence()));
        if (!gone.isEmpty() || !come.isEmpty()) {
            leaveLastWords();
        }
    }

    private static boolean isAmong(List<Lack> lacks, Lack lack) {
        return lacks.stream().anyMatch(other -> other.sentence().equals(lack.sentence()));
    }

    private synchronized List<String> missing() {
        return known.values().stream()
                .flatMap(List::stream)
                .map(Lack::sentence)
                .distinct()
                .toList();
    }

    private void leaveLastWords() {
        try {
            if (Files.isWritable(lastWords)) {
                Files.writeString(lastWords, String.join("\n", missing()));
            }
        } catch (IOException e) {
            LOG.warnf("What is missing could not be written to %s for kubectl describe: %s", lastWords, e.getMessage());
        }
    }
}

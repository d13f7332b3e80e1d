package dev.sluice.operator.querycachepolicy;

import dev.sluice.operator.access.AccessPlan;
import dev.sluice.operator.access.SecretReader;
import dev.sluice.operator.caching.PolicyId;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.operator.fleet.Fleet;
import dev.sluice.operator.probe.CatalogProbe;
import dev.sluice.operator.probe.CatalogReading;
import dev.sluice.operator.probe.Target;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog of each policy's database says of writes, read from the primary that the operator knows. A reading
 * begins when somebody asks and the last one is five minutes old, or of another database; nobody waits for it.
 * Thread-safe.
 */
@ApplicationScoped
class Catalogs {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final CatalogReading NOT_READ = new CatalogReading.Unread(
            "NotReadYet", "The catalog of the database has not been read yet; what was published of it before stays.");

    private final Vertx vertx;
    private final Clock clock;
    private final SecretReader secrets;
    private final Fleet fleet;
    private final ReadingEventSource news;
    private final Map<PolicyId, Known> known = new ConcurrentHashMap<>();

    /** How a primary is asked. */
    private record Source(Target target, AccessPlan access) {}

    private record Known(String cluster, Source source, Instant begun, boolean running, CatalogReading reading) {

        private boolean isDue(String of, Source wanted, Instant now) {
            Duration age = reading instanceof CatalogReading.Read ? FRESH : AGAIN_AFTER_FAILURE;
            return !isOf(of, wanted)
                    || !source.equals(wanted)
                    || (!running && begun.plus(age).isBefore(now));
        }

        // After a promotion the catalog is the same one.
        private boolean isOf(String wantedCluster, Source wanted) {
            return isOf(wantedCluster, wanted.target().database());
        }

        private boolean isOf(String wantedCluster, @Nullable String database) {
            return cluster.equals(wantedCluster)
                    && (database == null || source.target().database().equals(database));
        }
    }

    Catalogs(Vertx vertx, Clock clock, SecretReader secrets, Fleet fleet, ReadingEventSource news) {
        this.vertx = vertx;
        this.clock = clock;
        this.secrets = secrets;
        this.fleet = fleet;
        this.news = news;
    }

    /**
     * The last reading of this database.
     *
     * @param database that the DatabaseCluster names now; null when there is no such DatabaseCluster
     */
    CatalogReading of(PolicyId policy, String cluster, @Nullable String database) {
        Source wanted = source(fleet.state(policy.namespace(), cluster), database);
        Known last = known.get(policy);
        if (wanted == null) {
            return last != null && last.isOf(cluster, database) && last.reading() instanceof CatalogReading.Read
                    ? last.reading()
                    : new CatalogReading.Unread(
                            "PrimaryUnknown",
                            "The DatabaseCluster \"" + cluster
                                    + "\" has no primary that answers, so the catalog of its database cannot be"
                                    + " read; what was published of that database before stays.");
        }
        Instant now = clock.instant();
        if (last == null || last.isDue(cluster, wanted, now)) {
            CatalogReading until = last != null && last.isOf(cluster, wanted) ? last.reading() : NOT_READ;
            known.put(policy, new Known(cluster, wanted, now, true, until));
            begin(policy, cluster, wanted);
            return until;
        }
        return last.reading();
    }

    void forget(PolicyId policy) {
        known.remove(policy);
    }

    void forgetAll() {
        known.clear();
    }

    // What was probed last may be of another database than the resource names since.
    private static @Nullable Source source(@Nullable ClusterState cluster, @Nullable String database) {
        if (cluster == null
                || (database != null && !database.equals(cluster.plan().database()))) {
            return null;
        }
        MemberState primary = cluster.primary().filter(MemberState::answering).orElse(null);
        return primary == null
                ? null
                : new Source(
                        new Target(
                                primary.member().host(),
                                primary.member().port(),
                                cluster.plan().database()),
                        cluster.plan().access());
    }

    private void begin(PolicyId policy, String cluster, Source source) {
        vertx.executeBlocking(() -> secrets.read(policy.namespace(), source.access()), false)
                .compose(access -> CatalogProbe.read(vertx, source.target(), access, TIMEOUT))
                .otherwise(error -> new CatalogReading.Unread("CatalogUnreadable", String.valueOf(error.getMessage())))
                .onSuccess(reading -> end(policy, cluster, source, reading));
    }

    private void end(PolicyId policy, String cluster, Source source, CatalogReading reading) {
        Known now = known.computeIfPresent(policy, (id, last) -> {
            boolean wanted = last.cluster().equals(cluster) && last.source().equals(source);
            return wanted ? new Known(cluster, source, last.begun(), false, kept(last, reading)) : last;
        });
        if (now != null) {
            news.trigger(policy);
        }
    }

    // What a catalog said before a moment's failure is still the best that is known.
    private static CatalogReading kept(Known last, CatalogReading reading) {
        boolean passing = reading instanceof CatalogReading.Unread unread
                && unread.mayPass()
                && last.reading() instanceof CatalogReading.Read;
        return passing ? last.reading() : reading;
    }
}

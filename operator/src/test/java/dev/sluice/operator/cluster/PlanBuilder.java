package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessPlan;
import dev.sluice.operator.access.AccessPlan.SecretKey;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.routing.health.LagLimits;
import dev.sluice.routing.health.Thresholds;
import dev.sluice.routing.topology.Fallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds plans of clusters; the defaults are those of the API. */
public final class PlanBuilder {

    public static final ClusterId ID = new ClusterId("team", "db", "uid-1");

    private static final LagLimits FIVE_SECONDS = new LagLimits(Duration.ofSeconds(5), null);

    private List<Member> members;
    private long generation = 1;
    private boolean paused;
    private Thresholds thresholds = new Thresholds(3, 1);
    private LagLimits limits = FIVE_SECONDS;
    private Fallback fallback = Fallback.PRIMARY;
    private @Nullable Integer acceptedTimeline;
    private @Nullable Found found;

    private PlanBuilder(List<Member> members) {
        this.members = members;
    }

    /** A cluster with these members, the first one listed as its primary. */
    public static PlanBuilder of(String... names) {
        return new PlanBuilder(Arrays.stream(names)
                .map(name -> new Member(name, name + ".example", 5432, 1, null, null, FIVE_SECONDS, Rotation.IN, false))
                .toList());
    }

    public PlanBuilder generation(long number) {
        this.generation = number;
        return this;
    }

    public PlanBuilder paused() {
        this.paused = true;
        return this;
    }

    public PlanBuilder thresholds(int failure, int success) {
        this.thresholds = new Thresholds(failure, success);
        return this;
    }

    /** The limits of the cluster and of all members. */
    public PlanBuilder limits(Duration time, @Nullable Long bytes) {
        this.limits = new LagLimits(time, bytes);
        members = members.stream()
                .map(m -> with(m, m.host(), limits, m.rotation()))
                .toList();
        return this;
    }

    public PlanBuilder ownMaxLag(String name, Duration time) {
        return each(
                name,
                m -> new Member(
                        m.name(),
                        m.host(),
                        m.port(),
                        m.weight(),
                        m.zone(),
                        time,
                        new LagLimits(time, limits.bytes()),
                        m.rotation(),
                        m.found()));
    }

    public PlanBuilder host(String name, String host) {
        return each(name, m -> with(m, host, m.limits(), m.rotation()));
    }

    public PlanBuilder drain(String... names) {
        for (String name : names) {
            each(name, m -> with(m, m.host(), m.limits(), Rotation.DRAINED));
        }
        return this;
    }

    /** Makes these members endpoints of a Service. */
    public PlanBuilder found(Rotation rotation, String... names) {
        for (String name : names) {
            each(
                    name,
                    m -> new Member(
                            m.name(),
                            m.host(),
                            m.port(),
                            m.weight(),
                            m.zone(),
                            m.ownMaxLag(),
                            m.limits(),
                            rotation,
                            true));
        }
        found = new Found("pods", names.length, null);
        return this;
    }

    /** Says that the Service gives not what it should. */
    public PlanBuilder shortfall(String reason) {
        found = new Found("pods", 0, new Found.Shortfall(reason, "Because of " + reason + "."));
        return this;
    }

    public PlanBuilder fallback(Fallback whenNoReplica) {
        this.fallback = whenNoReplica;
        return this;
    }

    public PlanBuilder accept(int timeline) {
        this.acceptedTimeline = timeline;
        return this;
    }

    public ClusterPlan build() {
        return new ClusterPlan(
                ID,
                generation,
                "app",
                members,
                found,
                new AccessPlan(
                        new SecretKey("db-probe", "username"),
                        new SecretKey("db-probe", "password"),
                        TlsMode.VERIFY_FULL,
                        null,
                        null,
                        null),
                new ClusterPlan.Schedule(Duration.ofSeconds(30), Duration.ofSeconds(5), paused),
                thresholds,
                limits,
                fallback,
                acceptedTimeline,
                null);
    }

    private PlanBuilder each(String name, UnaryOperator<Member> change) {
        List<Member> changed = new ArrayList<>(members);
        changed.replaceAll(m -> m.name().equals(name) ? change.apply(m) : m);
        members = changed;
        return this;
    }

    private static Member with(Member m, String host, LagLimits limits, Rotation rotation) {
        return new Member(m.name(), host, m.port(), m.weight(), m.zone(), m.ownMaxLag(), limits, rotation, m.found());
    }
}

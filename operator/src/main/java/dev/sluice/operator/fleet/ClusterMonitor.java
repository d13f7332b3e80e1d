package dev.sluice.operator.fleet;

import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.cluster.ClusterJudge;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.operator.cluster.Round;
import dev.sluice.operator.probe.Observation;
import dev.sluice.operator.probe.Patience;
import dev.sluice.operator.probe.PostgresProbe;
import dev.sluice.operator.probe.Target;
import dev.sluice.routing.health.Standing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Watches one cluster: at its interval makes a round of probes and lets the judge decide what is now held true.
 *
 * <p>A round asks the primary first, so that what a replica has replayed is compared with a position that the primary
 * had before. It does not wait for a primary that failed in the round before, so a hanging one prolongs one round only.
 * Replicas that are found behind are asked again for a moment ({@link SecondLook}).
 *
 * <p>Thread-safe. Nothing here blocks.
 */
final class ClusterMonitor {

    private static final Logger LOG = Logger.getLogger(ClusterMonitor.class);

    /** Rounds come up to so much earlier than the interval says, so that clusters do not fall into step. */
    private static final double JITTER = 0.1;

    /** What only a member is that should be another server, drained or not. */
    private static final Set<Standing> MISPLACED =
            Set.of(Standing.SECOND_PRIMARY, Standing.STALE_PRIMARY, Standing.FOREIGN);

    private static final Duration CHECK_SECRETS_AFTER = Duration.ofMinutes(1);

    private final Watching watching;
    private final ClusterId id;
    private final AccessCache access;
    private final SecondLook secondLook;
    private final ClusterJudge judge = new ClusterJudge();
    private final Map<String, PostgresProbe> probes = new HashMap<>();

    private ClusterState state;
    private Instant due;
    private long timer = -1;
    private boolean running;
    private boolean again;
    private boolean stopped;
    private Runnable firstRoundOver = () -> {};

    ClusterMonitor(Watching watching, ClusterState begin) {
        this.watching = watching;
        this.id = begin.plan().id();
        this.state = begin;
        this.due = watching.clock().instant();
        this.access = new AccessCache(
                watching.vertx(),
                watching.clock(),
                watching.secrets(),
                id.namespace(),
                begin.plan().access());
        this.secondLook = new SecondLook(watching.vertx(), judge);
    }

    synchronized ClusterState state() {
        return state;
    }

    /**
     * Begins with the first round.
     *
     * @param over called when a round has ended; again after each later one, which must have no effect
     */
    synchronized void begin(Runnable over) {
        firstRoundOver = over;
        schedule(Duration.ZERO);
    }

    /** Goes on with another plan for the same resource; a changed one is looked at at once. */
    synchronized void use(ClusterPlan plan) {
        ClusterPlan before = state.plan();
        if (plan.equals(before) || stopped) {
            return;
        }
        state = ClusterJudge.renew(plan, state, watching.clock().instant());
        boolean signInAnew = access.use(plan.access())
                || !plan.database().equals(before.database())
                || !plan.schedule().equals(before.schedule());
        if (signInAnew) {
            probes.values().forEach(PostgresProbe::reconnect);
        }
        probes.entrySet().removeIf(probe -> {
            boolean gone = state.member(probe.getKey()).isEmpty();
            if (gone) {
                probe.getValue().close();
                watching.meter().forget(id, probe.getKey());
            }
            return gone;
        });
        if (running) {
            again = true;
        } else {
            schedule(Duration.ZERO);
        }
    }

    synchronized void stop() {
        stopped = true;
        watching.vertx().cancelTimer(timer);
        probes.values().forEach(PostgresProbe::close);
        probes.clear();
        watching.meter().forget(id);
    }

    private void schedule(Duration delay) {
        watching.vertx().cancelTimer(timer);
        if (stopped || state.plan().schedule().paused()) {
            return;
        }
        due = watching.clock().instant().plus(delay);
        timer = watching.vertx().setTimer(Math.max(1, delay.toMillis()), id -> round());
    }

    private synchronized void round() {
        if (stopped || running) {
            return;
        }
        running = true;
        ClusterPlan plan = state.plan();
        Map<String, Observation> seen = new ConcurrentHashMap<>();
        Future.succeededFuture()
                .compose(begin -> observeAll(plan, seen))
                .compose(done -> secondLook.take(seen, member -> observe(member, plan)))
                .onComplete(done -> end(plan, seen, done.cause()));
    }

    private synchronized Future<?> observeAll(ClusterPlan plan, Map<String, Observation> seen) {
        watching.meter().began(Duration.between(due, watching.clock().instant()));
        access.checkAfter(CHECK_SECRETS_AFTER);
        List<MemberState> first =
                state.primary().filter(MemberState::answering).stream().toList();
        List<MemberState> then =
                state.all().stream().filter(m -> !first.contains(m)).toList();
        return observeAll(first, plan, seen).compose(done -> observeAll(then, plan, seen));
    }

    private Future<?> observeAll(List<MemberState> members, ClusterPlan plan, Map<String, Observation> seen) {
        return Future.join(members.stream()
                .map(m -> observe(m.member().name(), plan)
                        .onSuccess(observation -> seen.put(m.member().name(), observation)))
                .toList());
    }

    private synchronized Future<Observation> observe(String name, ClusterPlan plan) {
        if (stopped || state.member(name).isEmpty()) {
            return Future.failedFuture("the member is no longer watched");
        }
        Member member = plan.members().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
        PostgresProbe probe = probes.computeIfAbsent(name, n -> new PostgresProbe(watching.vertx(), watching.clock()));
        Target target = new Target(member.host(), member.port(), plan.database());
        var patience = Patience.of(plan.schedule().interval(), plan.schedule().timeout());
        return probe.sample(target, access::get, patience).onSuccess(observation -> count(name, observation));
    }

    // Late answers, of a member or a cluster that is gone meanwhile, would bring their series back.
    private synchronized void count(String name, Observation observation) {
        if (!stopped && state.member(name).isPresent()) {
            watching.meter().probed(id, name, observation);
        }
    }

    // Whatever a round meets, the next one comes: a cluster that is never looked at again would keep its last state.
    private void end(ClusterPlan plan, Map<String, Observation> seen, @Nullable Throwable error) {
        Optional<ClusterState> told = Optional.empty();
        try {
            told = judged(plan, seen, error);
        } catch (RuntimeException e) {
            brokeOff(e);
        } finally {
            goOn();
        }
        told.ifPresent(watching.listener());
    }

    private synchronized Optional<ClusterState> judged(
            ClusterPlan plan, Map<String, Observation> seen, @Nullable Throwable error) {
        if (stopped) {
            return Optional.empty();
        }
        boolean ofThisPlan = plan.equals(state.plan());
        if (ofThisPlan && error != null) {
            brokeOff(error);
        } else {
            Map<String, Observation> valid = ofThisPlan ? seen : stillValid(plan, seen);
            if (!valid.isEmpty()) {
                state = judge.next(
                        state,
                        new Round(
                                valid,
                                plan.generation(),
                                access.denied(),
                                watching.clock().instant()));
                connectAnewToWhatIsMisplaced();
            }
        }
        return Optional.of(state);
    }

    // Its name, such as a Service's, may lead to another server by now, which the old connection would never tell.
    private void connectAnewToWhatIsMisplaced() {
        probes.forEach((name, probe) -> state.member(name)
                .filter(member -> member.standing() != null && MISPLACED.contains(member.standing()))
                .ifPresent(member -> probe.reconnect()));
    }

    // Pods come and go. Were a round void because another member has come meanwhile, none would count while they do.
    private Map<String, Observation> stillValid(ClusterPlan plan, Map<String, Observation> seen) {
        ClusterPlan now = state.plan();
        if (!plan.database().equals(now.database()) || !plan.access().equals(now.access())) {
            return Map.of();
        }
        Map<String, Observation> valid = new HashMap<>(seen);
        valid.keySet().retainAll(plan.addressesKeptBy(now));
        return valid;
    }

    private synchronized void goOn() {
        running = false;
        firstRoundOver.run();
        scheduleNext();
    }

    private void brokeOff(Throwable error) {
        logged(() -> LOG.errorf(error, "A round of probes broke off; the next one is made as planned"));
    }

    private void scheduleNext() {
        if (again) {
            again = false;
            schedule(Duration.ZERO);
            return;
        }
        Instant now = watching.clock().instant();
        double share = 1 - JITTER * watching.random().nextDouble();
        Duration interval = state.plan().schedule().interval();
        Instant next = due.plusNanos((long) (interval.toNanos() * share));
        schedule(next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO);
    }

    private void logged(Runnable log) {
        MDC.put("cluster", id.toString());
        try {
            log.run();
        } finally {
            MDC.remove("cluster");
        }
    }

    /** The names of the members that have a probe, for tests of what is let go. */
    synchronized Stream<String> probed() {
        return List.copyOf(probes.keySet()).stream();
    }
}

package dev.sluice.operator.caching;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.RedisAccessPlan;
import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.Question;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.RedisProbe;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Watches one cache: reads Redis at its interval. Thread-safe. Nothing here blocks. */
final class CacheMonitor {

    /** Readings come up to so much earlier than the interval says, so that policies do not fall into step. */
    private static final double JITTER = 0.1;

    /** A failure that is not yet believed is looked at again after this time, or the interval if that is shorter. */
    private static final Duration CONFIRM_AFTER = Duration.ofSeconds(5);

    private final CacheWatching watching;
    private final RedisProbe probe;

    private CacheState state;
    private long timer = -1;
    private boolean running;
    private boolean again;
    private boolean stopped;

    CacheMonitor(CacheWatching watching, CachePlan plan) {
        this.watching = watching;
        this.state = CacheState.begin(plan);
        this.probe = new RedisProbe(watching.vertx(), watching.clock());
    }

    synchronized CacheState state() {
        return state;
    }

    synchronized void begin(Duration delay) {
        schedule(delay);
    }

    /** Goes on with another plan for the same policy; a changed one is looked at at once. */
    synchronized void use(CachePlan plan) {
        CachePlan before = state.plan();
        if (plan.equals(before) || stopped) {
            return;
        }
        boolean fewerOrdersOnly = plan.generation() == before.generation()
                && isSameButForOrders(plan, before)
                && before.orders().containsAll(plan.orders())
                && before.former().containsAll(plan.former());
        state = state.under(plan);
        if (fewerOrdersOnly) {
            return;
        }
        if (!plan.access().equals(before.access()) || plan.schedule().paused()) {
            probe.reconnect();
        }
        if (running) {
            again = true;
        } else {
            schedule(Duration.ZERO);
        }
    }

    // What was carried out leaves the plan once it is in the status, and a former Redis when it counts no more: no
    // reason to
    // read again.
    private static boolean isSameButForOrders(CachePlan one, CachePlan other) {
        return one.equals(other.with(one.orders(), one.former()));
    }

    synchronized void stop() {
        stopped = true;
        watching.vertx().cancelTimer(timer);
        probe.close();
    }

    private void schedule(Duration delay) {
        watching.vertx().cancelTimer(timer);
        if (!stopped && !state.plan().schedule().paused()) {
            timer = watching.vertx().setTimer(Math.max(1, delay.toMillis()), id -> read());
        }
    }

    private synchronized void read() {
        if (stopped || running) {
            return;
        }
        running = true;
        CachePlan plan = state.plan();
        List<CacheOrder> due = state.deliveries().due(plan, plan.place());
        Future<Map<Place, Reading>> former = tellFormer(plan);
        probe.read(
                        new Question(plan.target(), plan.keys(), due),
                        () -> access(plan, plan.access()),
                        plan.schedule().timeout())
                .onSuccess(reading -> former.onSuccess(told -> end(plan, reading, told)));
    }

    // At the same time as the other, and under the same deadline: one that is gone for good delays nothing for longer.
    private Future<Map<Place, Reading>> tellFormer(CachePlan plan) {
        Map<Place, Reading> told = new ConcurrentHashMap<>();
        List<Future<?>> all = new ArrayList<>();
        for (CachePlan.Former former : plan.former()) {
            Place place = former.place();
            List<CacheOrder> due = state.deliveries().due(plan, place);
            if (!due.isEmpty()) {
                var once = new RedisProbe(watching.vertx(), watching.clock());
                all.add(once.read(
                                Question.ofOrders(place.target(), place.keys(), due),
                                () -> access(plan, former.access()),
                                plan.schedule().timeout())
                        .onSuccess(reading -> {
                            told.put(place, reading);
                            once.close();
                        }));
            }
        }
        return Future.join(all).map(told);
    }

    private Future<AccessResult> access(CachePlan plan, RedisAccessPlan by) {
        return watching.vertx()
                .executeBlocking(() -> watching.secrets().read(plan.id().namespace(), by), false);
    }

    // Whatever a reading meets, the next one comes: a cache that is never looked at again would keep its last state.
    private void end(CachePlan plan, Reading reading, Map<Place, Reading> former) {
        Optional<CacheState> told = Optional.empty();
        try {
            told = judged(plan, reading, former);
        } finally {
            goOn();
        }
        told.ifPresent(watching.listener());
    }

    private synchronized Optional<CacheState> judged(CachePlan plan, Reading reading, Map<Place, Reading> former) {
        if (stopped) {
            return Optional.empty();
        }
        CachePlan now = state.plan();
        if (plan.place().equals(now.place()) && plan.access().equals(now.access())) {
            state = state.after(reading, plan.generation());
        }
        former.forEach((place, answer) -> {
            if (now.places().contains(place)) {
                state = state.after(place, answer);
            }
        });
        return Optional.of(state);
    }

    private synchronized void goOn() {
        running = false;
        boolean unconfirmed = state.failures() > 0
                && state.failures() < state.plan().schedule().failureThreshold()
                && state.reach() != CacheState.Reach.DOWN;
        Duration interval = state.plan().schedule().interval();
        if (again) {
            again = false;
            schedule(Duration.ZERO);
        } else if (unconfirmed && CONFIRM_AFTER.compareTo(interval) < 0) {
            schedule(CONFIRM_AFTER);
        } else {
            double share = 1 - JITTER * watching.random().nextDouble();
            schedule(Duration.ofNanos((long) (interval.toNanos() * share)));
        }
    }
}

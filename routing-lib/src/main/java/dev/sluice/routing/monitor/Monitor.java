package dev.sluice.routing.monitor;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.rotation.RouteTable;
import dev.sluice.routing.topology.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds of checks: at the configured interval while reads or writes flow, soon after something failed, and when
 * somebody needs to know now. Rounds never overlap, and callers that need one share it. When nothing has been read or
 * written for a while, the checks' connections are closed and nothing runs until the next read or write.
 *
 * <p>Threads: ticks come from the scheduler that is given, questions run on the executor; both belong to the caller.
 */
public final class Monitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
    private static final Set<Reason> SILENT = Set.of(Reason.Timeout, Reason.HostUnreachable, Reason.ConnectionRefused);
    // Between two rounds that nobody planned: a primary that is down must not be asked in a loop by all who write.
    private static final Duration SHORTEST_GAP = Duration.ofMillis(150);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final RouteTable table;
    private final Askers askers;
    private final Assessor assessor = new Assessor();
    private final CheckOptions options;
    private final InstantSource time;
    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final Round round;
    private final ReadsUnderWay reads;

    private final RoundQueue rounds;

    private volatile boolean flowing;
    private Instant lastFlow;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean closed;

    /** What a monitor works with; all of it belongs to the caller. */
    public record Surroundings(
            Connector connector, InstantSource time, ScheduledExecutorService scheduler, Executor executor) {}

    /**
     * A monitor that has nothing to do yet.
     *
     * @param reads what is watched over
     */
    public Monitor(RouteTable table, CheckOptions options, Surroundings around, ReadsUnderWay reads) {
        this.table = table;
        this.options = options;
        this.time = around.time();
        this.scheduler = around.scheduler();
        this.executor = around.executor();
        this.reads = reads;
        this.lastFlow = time.instant();
        this.askers = new Askers(
                around.connector(), time, () -> table.rotation().topology().database());
        this.round = new Round(askers, assessor, reads, new Round.Terms(options.timeout(), executor));
        this.rounds = new RoundQueue(this::runRound, SHORTEST_GAP, around);
    }

    /** A read or a write begins. On the way of each: nearly always one volatile read. */
    public void flowing() {
        if (!flowing) {
            flowing = true;
            wake();
        }
    }

    /** Something failed: lets a round run soon, without waiting for it. */
    public void checkSoon() {
        tick();
        rounds.nudge();
    }

    /** Lets a round run from now on and waits for it, at most for four timeouts. */
    public void checkNow() {
        tick();
        try {
            rounds.request().get(options.timeout().toMillis() * 4, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("No round of checks ended in time", e);
        }
    }

    /**
     * As {@link #checkNow}, if the last round is older than the interval: what is known may be from before a pause.
     *
     * @return whether it was
     */
    public boolean checkIfOld() {
        boolean old = rounds.age().compareTo(options.interval()) > 0;
        if (old) {
            checkNow();
        }
        return old;
    }

    /** Asks one endpoint now, within the timeout; whether it answered. */
    public boolean answers(Endpoint endpoint) {
        return askers.of(endpoint).ask(options.timeout()) instanceof Answer.Given;
    }

    /** The endpoint may no longer be what it was: asks again over a new connection, soon. */
    public void doubt(Endpoint endpoint) {
        executor.execute(() -> {
            askers.of(endpoint).forget();
            checkSoon();
        });
    }

    /** The topology has changed: forgets connections that are of no use any more. */
    public void topologyChanged() {
        executor.execute(() -> askers.retain(table.rotation().topology().endpoints()));
    }

    /** Ends all checks; idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stopTicking();
        }
        rounds.close();
        round.close();
        askers.forgetAll();
    }

    private void wake() {
        boolean paused;
        synchronized (this) {
            paused = ticks == null || rounds.age().compareTo(options.interval()) > 0;
        }
        tick();
        if (paused) {
            rounds.nudge();
        }
    }

    private synchronized void tick() {
        lastFlow = time.instant();
        if (ticks == null && !closed) {
            long millis = options.interval().toMillis();
            ticks = scheduler.scheduleWithFixedDelay(this::onTick, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void onTick() {
        if (flowing || reads.any()) {
            flowing = false;
            tick();
            rounds.nudge();
        } else {
            rest();
        }
    }

    private synchronized void rest() {
        if (Duration.between(lastFlow, time.instant()).compareTo(IDLE) > 0) {
            stopTicking();
            executor.execute(askers::forgetAll);
        }
    }

    private void stopTicking() {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    private void runRound() {
        Rotation asked = table.rotation();
        Map<Endpoint, Answer> answers = round.run(asked);
        // A document that came meanwhile may mean other servers by the same names; the next round asks those.
        table.update(known -> known.topology().equals(asked.topology()) ? assessor.assess(known, answers) : known);
        Rotation now = table.rotation();
        if (now.disproof().isPresent()) {
            // Its name may lead to the right server by now.
            now.writer().ifPresent(writer -> askers.of(writer).forget());
        }
        answers.forEach((endpoint, answer) -> {
            if (isSilent(answer) && !table.isWriter(endpoint) && reads.at(endpoint)) {
                executor.execute(() -> confirm(endpoint));
            }
        });
    }

    private void confirm(Endpoint endpoint) {
        if (isSilent(askers.of(endpoint).ask(options.timeout()))) {
            reads.abortAt(endpoint);
        }
    }

    private static boolean isSilent(Answer answer) {
        return answer instanceof Answer.Missing missing
                && SILENT.contains(missing.failure().reason());
    }
}

package dev.sluice.operator.probe;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.connection.KeptConnection;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one member, over one connection that is kept open between samples. One deadline covers all that a sample takes.
 * Nothing blocks: a server that hangs costs a timer and a socket, no thread. One sample at a time; not thread-safe
 * beyond that.
 */
public final class PostgresProbe {

    private final Vertx vertx;
    private final Clock clock;
    private final KeptConnection<Target, PostgresSession> kept =
            new KeptConnection<>(PostgresSession::close, PostgresSession::onEnd);
    private volatile @Nullable String user;

    /** A probe that has no connection yet. */
    public PostgresProbe(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Asks the member once.
     *
     * @param target which server; another one than before means a new connection
     * @param access gives the credentials, asked only when a connection is made
     * @param patience how long for all of it
     * @return an observation; never fails
     */
    public Future<Observation> sample(Target target, Supplier<Future<AccessResult>> access, Patience patience) {
        Instant begun = clock.instant();
        Duration timeout = patience.timeout();
        Promise<Observation> outcome = Promise.promise();
        int own = kept.begin(target);
        long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), id -> {
            boolean connected = kept.drop(own);
            outcome.tryComplete(new Observation.Failed(timedOut(target, timeout, connected), since(begun)));
        });
        kept.orMade(own, () -> access.get().compose(result -> connect(target, result, patience)))
                .compose(open -> answered(open, begun))
                .recover(error -> explain(target, timeout, own, error)
                        .map(failure -> new Observation.Failed(failure, since(begun))))
                .onSuccess(observation -> {
                    vertx.cancelTimer(timer);
                    outcome.tryComplete(observation);
                });
        return outcome.future();
    }

    /** Closes the connection; a sample under way ends as a failure, later ones too. */
    public void close() {
        kept.close();
    }

    /** Drops the connection, also one that is being made, so that the next sample signs in anew. */
    public void reconnect() {
        kept.dropAny();
    }

    private Future<PostgresSession> connect(Target target, AccessResult result, Patience patience) {
        user = result instanceof AccessResult.Granted known ? known.access().user() : null;
        return result instanceof AccessResult.Granted granted
                ? PostgresSession.connect(vertx, target, granted.access(), patience)
                : Future.failedFuture(new FailureReading.NoAccess((AccessResult.Denied) result));
    }

    private Future<Observation> answered(PostgresSession open, Instant begun) {
        Instant asked = clock.instant();
        return open.ask().map(facts -> {
            Instant now = clock.instant();
            return new Observation.Answered(facts, now, Duration.between(begun, now), Duration.between(asked, now));
        });
    }

    private Future<Failure> explain(Target target, Duration timeout, int own, Throwable error) {
        boolean late = kept.isOver(own);
        boolean connected = kept.drop(own);
        Failure failure = FailureReading.of(target, error, connected, user);
        if (failure.reason() != Reason.ConnectionLost || connected || late) {
            return Future.succeededFuture(failure);
        }
        return ProtocolCheck.speaksPostgres(vertx, target, timeout)
                .map(speaks -> speaks ? failure : FailureReading.notPostgres(target));
    }

    private static Failure timedOut(Target target, Duration timeout, boolean connected) {
        String what = connected
                ? target + " is connected but did not answer within " + timeout.toMillis() + " ms."
                : target + " did not complete connect, TLS and sign-in within " + timeout.toMillis() + " ms.";
        return new Failure(
                Reason.Timeout, what + " The server hangs or is overloaded, or the network drops its packets.");
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, clock.instant());
    }
}

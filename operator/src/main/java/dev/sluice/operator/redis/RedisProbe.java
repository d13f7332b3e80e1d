package dev.sluice.operator.redis;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.connection.KeptConnection;
import dev.sluice.operator.redis.Trouble.Reason;
import dev.sluice.routing.cache.sentinel.Settling;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Redis of one policy, over one connection that is kept open between readings. One deadline covers all that a
 * reading takes. Nothing blocks: a server that hangs costs a timer and a socket, no thread. One reading at a time; not
 * thread-safe beyond that.
 */
public final class RedisProbe {

    private final Vertx vertx;
    private final Clock clock;
    private final Settling settling = new Settling();

    private final KeptConnection<RedisTarget, RedisSession> kept =
            new KeptConnection<>(RedisSession::close, RedisSession::onEnd);
    private volatile @Nullable String password;

    /** A probe that has no connection yet. */
    public RedisProbe(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Asks once.
     *
     * @param question what; another target than before means a new connection
     * @param access gives the credentials, asked only when a connection is made
     * @param timeout how long for all of it
     * @return what came of it; never fails
     */
    public Future<Reading> read(Question question, Supplier<Future<AccessResult>> access, Duration timeout) {
        Promise<Reading> outcome = Promise.promise();
        if (question.target().mode() == RedisTarget.Mode.SENTINEL
                && !question.orders().isEmpty()) {
            // What a former master is told reaches nobody, and an order is given once.
            kept.dropAny();
        }
        int own = kept.begin(question.target());
        long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), id -> {
            String where = where(question.target());
            boolean connected = kept.drop(own);
            outcome.tryComplete(new Reading.Failed(timedOut(where, connected, timeout), clock.instant()));
        });
        kept.orMade(own, () -> access.get().compose(result -> connect(question, result, timeout)))
                .compose(open -> new Conversation(open, question, clock).hold())
                .recover(error -> {
                    Trouble trouble = TroubleReading.of(where(question.target()), error);
                    kept.drop(own);
                    return Future.succeededFuture(new Reading.Failed(withoutPassword(trouble), clock.instant()));
                })
                .onSuccess(reading -> {
                    vertx.cancelTimer(timer);
                    // After a failover the next reading has to look for the new master.
                    if (isOfReplica(reading)) {
                        kept.leave(own);
                    }
                    outcome.tryComplete(reading);
                });
        return outcome.future();
    }

    /** Closes the connection; a reading under way ends as a failure, later ones too. */
    public void close() {
        kept.close();
    }

    /** Drops the connection, also one that is being made, so that the next reading signs in anew. */
    public void reconnect() {
        kept.dropAny();
    }

    private static boolean isOfReplica(Reading reading) {
        return reading instanceof Reading.Answered answered
                && answered.report() != null
                && !answered.report().master();
    }

    private Future<RedisSession> connect(Question question, AccessResult result, Duration patience) {
        if (!(result instanceof AccessResult.Granted granted)) {
            return Future.failedFuture(new TroubleReading.NoAccess((AccessResult.Denied) result));
        }
        password = granted.access().password();
        return new HomeFinder(vertx, question.target(), granted.access(), settling, patience)
                .find(question.keys().statistics());
    }

    private String where(RedisTarget target) {
        RedisSession open = kept.current();
        return open == null ? target.servers().get(0).toString() : open.server().toString();
    }

    private static Trouble timedOut(String where, boolean connected, Duration timeout) {
        String what = connected
                ? where + " is connected but did not answer within " + timeout.toMillis() + " ms. The server"
                : where + " did not complete connect, TLS and sign-in within " + timeout.toMillis()
                        + " ms. The server has no TLS although spec.redis.tls.mode asks for it,";
        return new Trouble(
                Reason.Timeout, what + " hangs or is overloaded, is no Redis, or the network drops its packets.");
    }

    // Servers repeat what they were sent, and who has swapped the keys of the Secret sends the password as the user.
    private Trouble withoutPassword(Trouble trouble) {
        String secret = password;
        return secret == null || secret.isEmpty()
                ? trouble
                : new Trouble(trouble.reason(), trouble.message().replace(secret, "***"));
    }
}

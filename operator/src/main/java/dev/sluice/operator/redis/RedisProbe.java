package dev.sluice.operator.redis;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.redis.Trouble.Reason;
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

    private @Nullable RedisSession session;
    private @Nullable RedisTarget connectedTo;
    private @Nullable String password;
    private int attempt;
    private boolean closed;

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
        int own = begin(question.target());
        long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), id -> {
            String where = where(question.target());
            boolean connected = drop(own);
            outcome.tryComplete(new Reading.Failed(timedOut(where, connected, timeout), clock.instant()));
        });
        connected(question, access, timeout, own)
                .compose(open -> new Conversation(open, question, clock).hold())
                .recover(error -> {
                    Trouble trouble = TroubleReading.of(where(question.target()), error);
                    drop(own);
                    return Future.succeededFuture(new Reading.Failed(withoutPassword(trouble), clock.instant()));
                })
                .onSuccess(reading -> {
                    vertx.cancelTimer(timer);
                    leaveUnlessMaster(own, reading);
                    outcome.tryComplete(reading);
                });
        return outcome.future();
    }

    /** Closes the connection; a reading under way ends as a failure, later ones too. */
    public synchronized void close() {
        closed = true;
        attempt++;
        disconnect();
    }

    /** Drops the connection, so that the next reading signs in anew. */
    public synchronized void reconnect() {
        disconnect();
    }

    private synchronized int begin(RedisTarget target) {
        if (!target.equals(connectedTo)) {
            disconnect();
            connectedTo = target;
        }
        return ++attempt;
    }

    private synchronized boolean drop(int own) {
        boolean connected = session != null;
        if (own == attempt) {
            attempt++;
            disconnect();
        }
        return connected;
    }

    // After a failover the next reading has to look for the new master.
    private synchronized void leaveUnlessMaster(int own, Reading reading) {
        boolean demoted = reading instanceof Reading.Answered answered
                && answered.report() != null
                && !answered.report().master();
        if (demoted && own == attempt) {
            disconnect();
        }
    }

    private void disconnect() {
        RedisSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    private synchronized Future<RedisSession> connected(
            Question question, Supplier<Future<AccessResult>> access, Duration patience, int own) {
        if (session != null) {
            return Future.succeededFuture(session);
        }
        return access.get()
                .compose(result -> connect(question, result, patience))
                .compose(fresh -> adopt(fresh, own));
    }

    private Future<RedisSession> connect(Question question, AccessResult result, Duration patience) {
        if (!(result instanceof AccessResult.Granted granted)) {
            return Future.failedFuture(new TroubleReading.NoAccess((AccessResult.Denied) result));
        }
        remember(granted.access());
        return new HomeFinder(vertx, question.target(), granted.access(), patience)
                .find(question.keys().statistics());
    }

    private synchronized void remember(Access access) {
        password = access.password();
    }

    // A connection that comes after the deadline is of no use to anybody.
    private synchronized Future<RedisSession> adopt(RedisSession fresh, int own) {
        if (closed || own != attempt) {
            fresh.close();
            return Future.failedFuture("the reading's deadline has passed");
        }
        fresh.onEnd(() -> forget(fresh));
        session = fresh;
        return Future.succeededFuture(fresh);
    }

    private synchronized void forget(RedisSession gone) {
        if (gone.equals(session)) {
            session = null;
            gone.close();
        }
    }

    private synchronized String where(RedisTarget target) {
        return session == null
                ? target.servers().get(0).toString()
                : session.server().toString();
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
    private synchronized Trouble withoutPassword(Trouble trouble) {
        return password == null || password.isEmpty()
                ? trouble
                : new Trouble(trouble.reason(), trouble.message().replace(password, "***"));
    }
}

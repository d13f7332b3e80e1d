package dev.sluice.operator.probe;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.replication.Capability;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.replication.ServerQuery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks one member, over one connection that is kept open between samples. One deadline covers all that a sample takes.
 * Nothing blocks: a server that hangs costs a timer and a socket, no thread. One sample at a time; not thread-safe
 * beyond that.
 */
public final class PostgresProbe {

    private static final Logger LOG = Logger.getLogger(PostgresProbe.class);

    private final Vertx vertx;
    private final Clock clock;
    private final Set<Capability> refused = EnumSet.noneOf(Capability.class);

    private @Nullable PgConnection connection;
    private @Nullable Target connectedTo;
    private int attempt;
    private @Nullable String user;
    private boolean closed;

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
        int own = begin(target);
        long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), id -> {
            boolean connected = drop(own);
            outcome.tryComplete(new Observation.Failed(timedOut(target, timeout, connected), since(begun)));
        });
        connected(target, access, patience, own)
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
    public synchronized void close() {
        closed = true;
        attempt++;
        disconnect();
    }

    /** Drops the connection, also one that is being made, so that the next sample signs in anew. */
    public synchronized void reconnect() {
        attempt++;
        disconnect();
    }

    private synchronized int begin(Target target) {
        if (!target.equals(connectedTo)) {
            disconnect();
            connectedTo = target;
        }
        return ++attempt;
    }

    private synchronized boolean drop(int own) {
        boolean connected = connection != null;
        if (own == attempt) {
            attempt++;
            disconnect();
        }
        return connected;
    }

    private synchronized boolean isOver(int own) {
        return own != attempt;
    }

    private void disconnect() {
        PgConnection open = connection;
        connection = null;
        refused.clear();
        if (open != null) {
            open.close();
        }
    }

    private synchronized Future<PgConnection> connected(
            Target target, Supplier<Future<AccessResult>> access, Patience patience, int own) {
        if (connection != null) {
            return Future.succeededFuture(connection);
        }
        return access.get().compose(result -> connect(target, result, patience)).compose(fresh -> adopt(fresh, own));
    }

    private synchronized Future<PgConnection> connect(Target target, AccessResult result, Patience patience) {
        user = result instanceof AccessResult.Granted known ? known.access().user() : null;
        return result instanceof AccessResult.Granted granted
                ? PgConnection.connect(vertx, ConnectOptions.of(target, granted.access(), patience))
                : Future.failedFuture(new FailureReading.NoAccess((AccessResult.Denied) result));
    }

    // A connection that comes after the deadline, or by settings that hold no longer, is of no use to anybody.
    private synchronized Future<PgConnection> adopt(PgConnection fresh, int own) {
        if (closed || own != attempt) {
            fresh.close();
            return Future.failedFuture("the probe is over");
        }
        fresh.closeHandler(closedByServer -> forget(fresh));
        // Without a handler the driver prints it; what it breaks ends as a failed sample, which says why.
        fresh.exceptionHandler(error -> LOG.debugf(error, "The connection to %s broke", connectedTo));
        connection = fresh;
        return Future.succeededFuture(fresh);
    }

    private synchronized void forget(PgConnection gone) {
        if (gone.equals(connection)) {
            connection = null;
            refused.clear();
        }
    }

    private Future<Observation> answered(PgConnection open, Instant begun) {
        Instant asked = clock.instant();
        return ask(open).map(facts -> {
            Instant now = clock.instant();
            return new Observation.Answered(facts, now, Duration.between(begun, now), Duration.between(asked, now));
        });
    }

    private synchronized Set<Capability> refused() {
        return Set.copyOf(refused);
    }

    private synchronized void refusedBy(PgConnection open, Set<Capability> found) {
        if (open.equals(connection)) {
            refused.addAll(found);
        }
    }

    private Future<ServerFacts> ask(PgConnection open) {
        Set<Capability> without = refused();
        return open.query(ServerQuery.sql(without))
                .execute()
                .map(rows -> read(rows.iterator().next(), without))
                .recover(error -> without.isEmpty() && isRefusal(error)
                        ? findRefused(open).compose(found -> askWithout(open, found))
                        : Future.failedFuture(error));
    }

    private Future<ServerFacts> askWithout(PgConnection open, Set<Capability> found) {
        refusedBy(open, found);
        return open.query(ServerQuery.sql(found))
                .execute()
                .map(rows -> read(rows.iterator().next(), found));
    }

    private Future<Set<Capability>> findRefused(PgConnection open) {
        Future<Set<Capability>> found = Future.succeededFuture(EnumSet.noneOf(Capability.class));
        for (Capability capability : Capability.values()) {
            found = found.compose(known -> open.query(ServerQuery.sql(capability))
                    .execute()
                    .map(known)
                    .recover(error -> {
                        if (!isRefusal(error)) {
                            return Future.failedFuture(error);
                        }
                        known.add(capability);
                        return Future.succeededFuture(known);
                    }));
        }
        return found;
    }

    private static ServerFacts read(Row row, Set<Capability> without) {
        return ServerQuery.read(row::getString, without);
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof PgException answer && ServerQuery.isRefusal(answer.getSqlState());
    }

    private Future<Failure> explain(Target target, Duration timeout, int own, Throwable error) {
        boolean late = isOver(own);
        boolean connected = drop(own);
        Failure failure = FailureReading.of(target, error, connected, user());
        if (failure.reason() != Reason.ConnectionLost || connected || late) {
            return Future.succeededFuture(failure);
        }
        return ProtocolCheck.speaksPostgres(vertx, target, timeout)
                .map(speaks -> speaks ? failure : FailureReading.notPostgres(target));
    }

    private synchronized @Nullable String user() {
        return user;
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

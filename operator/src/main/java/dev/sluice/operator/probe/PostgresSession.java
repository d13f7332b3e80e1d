package dev.sluice.operator.probe;

import dev.sluice.operator.access.Access;
import dev.sluice.routing.replication.Capability;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.replication.ServerQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** One connection to one server, and what that server has refused to tell on it. Thread-safe. */
final class PostgresSession {

    private static final Logger LOG = Logger.getLogger(PostgresSession.class);

    private final Target target;
    private final PgConnection connection;
    private volatile Set<Capability> refused = Set.of();

    private PostgresSession(Target target, PgConnection connection) {
        this.target = target;
        this.connection = connection;
    }

    /** Connects and signs in. */
    static Future<PostgresSession> connect(Vertx vertx, Target target, Access access, Patience patience) {
        return PgConnection.connect(vertx, ConnectOptions.of(target, access, patience))
                .map(connection -> new PostgresSession(target, connection));
    }

    /** Calls this when the connection has ended, however it did. */
    void onEnd(Runnable ended) {
        connection.closeHandler(end -> ended.run());
        // Without a handler the driver prints it; what it breaks ends as a failed sample, which says why.
        connection.exceptionHandler(error -> LOG.debugf(error, "The connection to %s broke", target));
    }

    void close() {
        connection.close();
    }

    /** Asks for the server's facts; what it refuses to the user is left out, and not asked again on this connection. */
    Future<ServerFacts> ask() {
        Set<Capability> without = refused;
        return ask(without)
                .recover(error -> without.isEmpty() && isRefusal(error)
                        ? findRefused().compose(found -> {
                            refused = found;
                            return ask(found);
                        })
                        : Future.failedFuture(error));
    }

    private Future<ServerFacts> ask(Set<Capability> without) {
        return connection
                .query(ServerQuery.sql(without))
                .execute()
                .map(rows -> read(rows.iterator().next(), without));
    }

    private Future<Set<Capability>> findRefused() {
        Future<Set<Capability>> found = Future.succeededFuture(EnumSet.noneOf(Capability.class));
        for (Capability capability : Capability.values()) {
            found = found.compose(known -> connection
                    .query(ServerQuery.sql(capability))
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
}

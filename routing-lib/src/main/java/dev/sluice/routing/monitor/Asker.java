package dev.sluice.routing.monitor;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.connect.FailureReading;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.replication.Capability;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.replication.ServerQuery;
import dev.sluice.routing.topology.Endpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one endpoint, over one connection that is kept between questions and is nobody else's. One deadline covers all of
 * a question. A kept connection may have died unnoticed, so when it fails, a new one is tried within the same deadline.
 * One question at a time.
 */
final class Asker {

    private static final Logger LOG = LoggerFactory.getLogger(Asker.class);

    private final Endpoint endpoint;
    private final String database;
    private final Connector connector;
    private final InstantSource time;

    private Set<Capability> refused = EnumSet.noneOf(Capability.class);
    private @Nullable Connection connection;

    Asker(Endpoint endpoint, String database, Connector connector, InstantSource time) {
        this.endpoint = endpoint;
        this.database = database;
        this.connector = connector;
        this.time = time;
    }

    synchronized Answer ask(Duration timeout) {
        Instant deadline = time.instant().plus(timeout);
        boolean kept = connection != null;
        try {
            return answer(deadline);
        } catch (SQLException first) {
            forget();
            if (!kept || remaining(deadline).isZero()) {
                return missing(first);
            }
        }
        try {
            return answer(deadline);
        } catch (SQLException e) {
            forget();
            return missing(e);
        }
    }

    /** Drops the connection, so that the next question signs in anew. */
    synchronized void forget() {
        Connection old = connection;
        connection = null;
        refused = EnumSet.noneOf(Capability.class);
        if (old != null) {
            try {
                // Not close(): that says goodbye to a server that may not be listening.
                old.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("Dropping the check connection to {} failed", endpoint.name(), e);
            }
        }
    }

    private Answer answer(Instant deadline) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = connector.connect(endpoint, database, Purpose.CHECK, remaining(deadline));
            connection = open;
        }
        open.setNetworkTimeout(
                Runnable::run, Math.toIntExact(Math.max(1, remaining(deadline).toMillis())));
        try {
            return new Answer.Given(query(open), time.instant());
        } catch (SQLException e) {
            if (!refused.isEmpty() || !ServerQuery.isRefusal(e.getSQLState())) {
                throw e;
            }
            refused = findRefused(open);
            return new Answer.Given(query(open), time.instant());
        } catch (IllegalArgumentException e) {
            return new Answer.Missing(new Failure(Reason.QueryFailed, endpoint.name() + ": " + e.getMessage()));
        }
    }

    private ServerFacts query(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(ServerQuery.sql(refused))) {
            row.next();
            Map<String, @Nullable String> columns = new HashMap<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.put(row.getMetaData().getColumnLabel(i), row.getString(i));
            }
            return ServerQuery.read(columns::get, refused);
        }
    }

    private static Set<Capability> findRefused(Connection open) throws SQLException {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            try (Statement statement = open.createStatement()) {
                statement.execute(ServerQuery.sql(capability));
            } catch (SQLException e) {
                if (!ServerQuery.isRefusal(e.getSQLState())) {
                    throw e;
                }
                found.add(capability);
            }
        }
        return found;
    }

    private Answer missing(SQLException error) {
        return new Answer.Missing(FailureReading.of(endpoint, error));
    }

    private Duration remaining(Instant deadline) {
        Duration left = Duration.between(time.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }
}

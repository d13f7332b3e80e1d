package dev.sluice.routing.connect;

import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.topology.Endpoint;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Properties;
import org.postgresql.Driver;

/** Makes physical connections. Reads the credentials at each of them. Thread-safe. */
public final class Connector {

    private static final String WRONG_PASSWORD = "28P01";
    private static final String CONNECTION_FAILED = "08001";

    private final Driver driver = new Driver();
    private final ConnectSettings settings;
    private final InstantSource time;

    /** A connector with these settings. */
    public Connector(ConnectSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
    }

    /** The settings. */
    public ConnectSettings settings() {
        return settings;
    }

    /**
     * Connects within the configured time. A refused password is tried once more when the credentials have changed
     * meanwhile, for a rotation that has just happened.
     *
     * @param database the document's name of the database
     */
    public Connection connect(Endpoint endpoint, String database, Purpose purpose) throws SQLException {
        return connect(endpoint, database, purpose, settings.connectTimeout());
    }

    /** Connects within this time. */
    public Connection connect(Endpoint endpoint, String database, Purpose purpose, Duration timeout)
            throws SQLException {
        Credentials credentials = settings.credentials().read(endpoint);
        try {
            return open(endpoint, database, properties(endpoint, purpose, timeout, credentials), timeout);
        } catch (SQLException e) {
            if (!WRONG_PASSWORD.equals(e.getSQLState())) {
                throw e;
            }
            Credentials again = settings.credentials().read(endpoint);
            if (again.equals(credentials)) {
                throw e;
            }
            return open(endpoint, database, properties(endpoint, purpose, timeout, again), timeout);
        }
    }

    private Connection open(Endpoint endpoint, String database, Properties properties, Duration timeout)
            throws SQLException {
        String own = settings.endpoint(endpoint.name()).database();
        String name = URLEncoder.encode(own == null ? database : own, StandardCharsets.UTF_8);
        String url = "jdbc:postgresql://" + endpoint.address() + "/" + name;
        Instant begun = time.instant();
        Connection connection;
        try {
            connection = driver.connect(url, properties);
        } catch (SQLException e) {
            boolean tooLong = e.getCause() == null
                    && Duration.between(begun, time.instant()).compareTo(timeout) >= 0;
            throw tooLong ? silent(endpoint, timeout, e) : e;
        }
        if (connection == null) {
            throw new SQLNonTransientConnectionException("pgjdbc does not accept " + url, CONNECTION_FAILED);
        }
        try {
            connection.setNetworkTimeout(Runnable::run, millis(settings.socketTimeout()));
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
        return connection;
    }

    // pgjdbc gives up a login without a cause and with a translated text; the cause is what others read.
    private static SQLException silent(Endpoint endpoint, Duration timeout, SQLException e) {
        SocketTimeoutException cause = new SocketTimeoutException(
                "no login at " + endpoint.address() + " within " + timeout.toMillis() + " ms");
        cause.addSuppressed(e);
        return new SQLTransientConnectionException(cause.getMessage(), CONNECTION_FAILED, cause);
    }

    private Properties properties(Endpoint endpoint, Purpose purpose, Duration timeout, Credentials credentials) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", purpose == Purpose.CHECK ? "sluice-check" : "sluice");
        properties.setProperty("tcpKeepAlive", "true");
        properties.putAll(settings.tls().driverProperties());
        properties.putAll(settings.driverProperties());
        properties.putAll(settings.endpoint(endpoint.name()).driverProperties());
        TlsFiles.complete(properties);
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password());
        String seconds = Long.toString(Math.max(1, (timeout.toMillis() + 999) / 1000));
        // The first bounds the whole, at the cost of a thread while it lasts; the others keep that thread from waiting
        // for a silent server long after it has been given up.
        properties.setProperty("loginTimeout", String.format(Locale.ROOT, "%.3f", timeout.toMillis() / 1000.0));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        if (purpose == Purpose.WRITE) {
            properties.setProperty("targetServerType", "primary");
        }
        return properties;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }
}

package dev.sluice.cli.database;

import dev.sluice.cli.failure.CommandFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to one database. */
public final class Database {

    private static final String NO_PASSWORD = "no password was provided";

    private final String option;
    private final DatabaseUrl url;
    private final Password password;

    /**
     * Connections to the database at that address.
     *
     * @param option the option that has the address, for messages
     */
    public Database(String option, DatabaseUrl url, Password password) {
        this.option = option;
        this.url = url;
        this.password = password;
    }

    /**
     * Opens one.
     *
     * @param patience for connecting, TLS and login together
     * @param silence the longest that the server may say nothing
     * @param more of the driver's properties
     * @throws CommandFailure if the server cannot be reached or refuses; the message names the database
     */
    public Connection connect(Duration patience, Duration silence, Map<String, String> more) {
        Properties properties = new Properties();
        url.parameters().forEach((name, value) -> set(properties, name, value));
        set(properties, "user", url.user());
        set(properties, "password", password.text());
        set(properties, "ApplicationName", "sluice");
        set(properties, "tcpKeepAlive", "true");
        set(properties, "connectTimeout", Long.toString(patience.toSeconds()));
        set(properties, "loginTimeout", Long.toString(patience.toSeconds()));
        set(properties, "socketTimeout", Long.toString(silence.toSeconds()));
        if (url.parameters().getOrDefault("sslmode", "").startsWith("verify")
                && !url.parameters().containsKey("sslrootcert")
                && !url.parameters().containsKey("sslcert")) {
            // The authorities that Java knows, where no other is named.
            set(properties, "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        more.forEach((name, value) -> set(properties, name, value));
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + encoded(url.database()), properties);
        } catch (SQLException e) {
            throw new CommandFailure(
                    "cannot connect to the database " + url + ": " + SqlReason.of(e) + "." + advice(e),
                    e,
                    CommandFailure.NO_DATABASE);
        }
    }

    private String advice(SQLException failure) {
        boolean without = failure.getMessage() != null && failure.getMessage().contains(NO_PASSWORD);
        return without ? " Give one by PGPASSWORD, PGPASSFILE, ~/.pgpass or " + option + "-password-file." : "";
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private static String encoded(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** Database, host and port, as part of a sentence. */
    @Override
    public String toString() {
        return url.toString();
    }
}

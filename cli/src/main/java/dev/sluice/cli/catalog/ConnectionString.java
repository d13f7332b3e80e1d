package dev.sluice.cli.catalog;

import dev.sluice.cli.failure.CommandFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: {@code postgresql://user@host:port/database?sslmode=…} as libpq takes it, or the same behind
 * {@code jdbc:}. Several hosts stand with commas between. It holds no password, and its text form shows no user.
 *
 * @param servers the hosts with their ports, as the driver takes them
 * @param user null when it is not named
 * @param parameters by the driver's names
 */
record ConnectionString(
        String servers, String database, @Nullable String user, Map<String, String> parameters) {

    private static final String FORM = "postgresql://user@host:5432/database?sslmode=verify-full";

    /** What libpq calls it, and what the driver does. */
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "target_session_attrs", "targetServerType"));

    private static final Map<String, String> TARGETS = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    /** Copies the map. */
    ConnectionString {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads one.
     *
     * @throws CommandFailure if it is none, names something that is not known, or holds a password; it says what is wrong
     *     without what may be secret
     */
    static ConnectionString parse(String text) {
        String rest = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        int scheme = rest.indexOf("://");
        String name = scheme < 0 ? "" : rest.substring(0, scheme);
        if (!name.equals("postgresql") && !name.equals("postgres")) {
            throw new CommandFailure("--catalog takes a URL such as " + FORM + ".");
        }
        rest = rest.substring(scheme + "://".length());
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String path = question < 0 ? rest : rest.substring(0, question);
        int at = path.lastIndexOf('@');
        String login = at < 0 ? "" : path.substring(0, at);
        if (login.indexOf(':') >= 0) {
            throw withPassword();
        }
        path = path.substring(at + 1);
        int slash = path.indexOf('/');
        String servers = slash < 0 ? path : path.substring(0, slash);
        String database = slash < 0 ? "" : decoded(path.substring(slash + 1));
        if (database.isEmpty() || database.indexOf('/') >= 0) {
            throw new CommandFailure("--catalog has to name one database behind the host, such as " + FORM + ".");
        }
        Map<String, String> parameters = new TreeMap<>();
        String user = login.isEmpty() ? null : decoded(login);
        for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            if (key.equals("user")) {
                user = value;
            } else {
                add(parameters, key, value);
            }
        }
        return new ConnectionString(checked(servers), database, user, parameters);
    }

    private static void add(Map<String, String> parameters, String key, String value) {
        if (key.toLowerCase(Locale.ROOT).contains("password")) {
            throw withPassword();
        }
        boolean driverName = NAMES.containsValue(key);
        if (!driverName && !NAMES.containsKey(key)) {
            throw new CommandFailure("--catalog has the parameter '" + key + "', which is not known; known are user, "
                    + String.join(", ", NAMES.keySet()) + ".");
        }
        boolean target = key.equals("target_session_attrs");
        if (target && !TARGETS.containsKey(value)) {
            throw new CommandFailure("--catalog has target_session_attrs=" + value + "; one of any, primary, standby,"
                    + " prefer-standby, read-only and read-write is expected.");
        }
        parameters.put(
                driverName ? key : NAMES.getOrDefault(key, key), target ? TARGETS.getOrDefault(value, "any") : value);
    }

    private static String checked(String servers) {
        String known = servers.isEmpty() ? "localhost" : servers;
        if (!known.matches("[A-Za-z0-9._:,\\[\\]-]+")) {
            throw new CommandFailure("--catalog has a host that is none; a URL such as " + FORM + " is expected.");
        }
        return known;
    }

    private static CommandFailure withPassword() {
        return new CommandFailure("--catalog must not hold a password, which others could see; set PGPASSWORD or"
                + " PGPASSFILE, or name a file with --catalog-password-file.");
    }

    private static String decoded(String text) {
        try {
            // A plus sign stands for itself outside of forms.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--catalog has a % that two hexadecimal digits do not follow.", e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + servers + "/" + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** The parameters for the driver. */
    Properties properties() {
        Properties properties = new Properties();
        parameters.forEach(properties::setProperty);
        String mode = parameters.getOrDefault("sslmode", "");
        if (mode.startsWith("verify") && !parameters.containsKey("sslrootcert") && !parameters.containsKey("sslcert")) {
            // The authorities that Java knows, where no other is named.
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return properties;
    }

    /** Servers and database, without the user. */
    @Override
    public String toString() {
        return servers + "/" + database;
    }
}

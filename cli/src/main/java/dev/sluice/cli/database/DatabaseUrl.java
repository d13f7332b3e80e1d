package dev.sluice.cli.database;

import dev.sluice.cli.failure.CommandFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, in libpq's form {@code postgresql://user@host:port/database?sslmode=verify-full} or in JDBC's, which
 * puts {@code jdbc:} in front. It holds no password: an address is seen in lists of processes and in logs.
 *
 * @param host a name or an address, IPv6 in brackets
 * @param user null for the name under which the operating system knows whoever runs this
 * @param parameters of TLS and of connecting, by the names that libpq and the driver have in common
 */
public record DatabaseUrl(
        String host, int port, String database, @Nullable String user, Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;
    private static final int LARGEST_PORT = 65_535;

    private static final Pattern FORM = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^/?#@]*)@)?"
            + "(?<host>\\[[0-9a-fA-F:.]+]|[^:/?#@,\\[\\]]+)(?::(?<port>\\d{1,5}))?"
            + "/(?<database>[^/?#]+)(?:\\?(?<parameters>[^#]*))?");

    /** From the parameter to the variable of the environment that stands for it, as for libpq. */
    private static final Map<String, String> VARIABLES = Map.of(
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY");

    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Copies the parameters. */
    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads an address. What it leaves open is taken from the environment: {@code PGUSER}, {@code PGSSLMODE},
     * {@code PGSSLROOTCERT}, {@code PGSSLCERT} and {@code PGSSLKEY}.
     *
     * @param option the option that has it, for messages
     * @throws CommandFailure if it is none, or holds a password; the address itself is in no message
     */
    public static DatabaseUrl of(String option, String text, Map<String, String> environment) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new CommandFailure(option + " takes an address such as postgresql://user@host:5432/database"
                    + "?sslmode=verify-full, with one host and without a password, and what it was given is none.");
        }
        Map<String, String> parameters = new TreeMap<>();
        VARIABLES.forEach((name, variable) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                parameters.put(name, value);
            }
        });
        String user = form.group("user");
        if (user != null && user.contains(":")) {
            throw password(option);
        }
        String query = form.group("parameters");
        for (String parameter : query == null || query.isEmpty() ? List.<String>of() : List.of(query.split("&"))) {
            add(option, parameter, parameters);
        }
        checkMode(option, parameters.get("sslmode"));
        String named = parameters.remove("user");
        String login = user != null && !user.isEmpty() ? decoded(option, user) : named;
        return new DatabaseUrl(
                form.group("host"),
                port(option, form.group("port")),
                decoded(option, form.group("database")),
                login == null ? environment.get("PGUSER") : login,
                parameters);
    }

    /** The same for another user. */
    public DatabaseUrl withUser(String other) {
        return new DatabaseUrl(host, port, database, other, parameters);
    }

    private static void add(String option, String parameter, Map<String, String> parameters) {
        String[] parts = parameter.split("=", 2);
        String name = decoded(option, parts[0]);
        if (name.equals("password") || name.equals("sslpassword")) {
            throw password(option);
        }
        if (!VARIABLES.containsKey(name) && !name.equals("user")) {
            throw new CommandFailure("the address of " + option + " has the parameter '" + name
                    + "', and may have user, " + String.join(", ", new TreeMap<>(VARIABLES).keySet()) + ".");
        }
        parameters.put(name, parts.length == 1 ? "" : decoded(option, parts[1]));
    }

    private static void checkMode(String option, @Nullable String mode) {
        if (mode != null && !SSL_MODES.contains(mode)) {
            throw new CommandFailure("the sslmode of " + option + " is '" + mode + "', and should be one of "
                    + String.join(", ", SSL_MODES) + ".");
        }
    }

    private static CommandFailure password(String option) {
        return new CommandFailure("the address of " + option + " holds a password, which others see in the list of"
                + " processes and in logs. Leave it out, and give it by PGPASSWORD, PGPASSFILE, ~/.pgpass or "
                + option + "-password-file.");
    }

    private static int port(String option, @Nullable String digits) {
        int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > LARGEST_PORT) {
            throw new CommandFailure(
                    "the port of " + option + " is " + port + ", and should be between 1 and " + LARGEST_PORT + ".");
        }
        return port;
    }

    private static String decoded(String option, String text) {
        try {
            // A plus is a plus here, which it is not in a form.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "the address of " + option + " has a '%' that no two hexadecimal digits follow.", e);
        }
    }

    /** Database, host and port, as part of a sentence. */
    @Override
    public String toString() {
        return database + " on " + host + ":" + port;
    }
}

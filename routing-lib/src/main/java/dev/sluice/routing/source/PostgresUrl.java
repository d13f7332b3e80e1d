package dev.sluice.routing.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection URL in an environment variable, in libpq's form ({@code postgres://} or {@code postgresql://}) or
 * pgjdbc's ({@code jdbc:postgresql://}). Messages name the variable and never show the URL, which holds a password.
 *
 * @param user null when the URL has none
 * @param password null when the URL has none
 * @param connectionLimit the pool's size, null when the URL does not say
 * @param parameters all other parameters, by pgjdbc's names
 */
record PostgresUrl(
        String host,
        int port,
        String database,
        @Nullable String user,
        @Nullable String password,
        @Nullable Integer connectionLimit,
        Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;
    private static final int LARGEST_POOL = 1000;

    // Parameters of libpq and of other languages' drivers that pgjdbc knows by another name.
    private static final Map<String, String> NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "schema", "currentSchema",
            "search_path", "currentSchema");

    PostgresUrl {
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
        return "PostgresUrl[" + host + ":" + port + "/" + database + "]";
    }

    /**
     * Reads a URL.
     *
     * @param variable the variable's name, for messages
     * @throws IllegalArgumentException if the URL can't be understood
     */
    static PostgresUrl parse(String variable, String url) {
        String rest = afterScheme(variable, url.strip());
        int query = rest.indexOf('?');
        Map<String, String> parameters =
                query < 0 ? new LinkedHashMap<>() : parameters(variable, rest.substring(query + 1));
        String place = query < 0 ? rest : rest.substring(0, query);
        int slash = place.indexOf('/', place.lastIndexOf('@') + 1);
        String authority = slash < 0 ? place : place.substring(0, slash);
        String database = slash < 0 ? "" : decode(variable, place.substring(slash + 1));
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        int colon = login.indexOf(':');
        String user = decode(variable, colon < 0 ? login : login.substring(0, colon));
        String password = colon < 0 ? null : decode(variable, login.substring(colon + 1));
        String fromParameter = parameters.remove("user");
        String passwordParameter = parameters.remove("password");
        Integer limit = limit(variable, parameters.remove("connection_limit"));
        String address = authority.substring(at + 1);
        user = user.isEmpty() ? fromParameter : user;
        return new PostgresUrl(
                host(variable, address),
                port(variable, address),
                database.isEmpty() && user != null ? user : require(variable, database),
                user,
                password != null ? password : passwordParameter,
                limit,
                renamed(parameters));
    }

    private static String afterScheme(String variable, String url) {
        for (String scheme : new String[] {"postgres://", "postgresql://", "jdbc:postgresql://"}) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException(
                variable + " does not begin with postgres://, postgresql:// or jdbc:postgresql://; expected such as"
                        + " postgresql://user:password@host:5432/database");
    }

    private static String host(String variable, String address) {
        if (address.contains(",")) {
            throw new IllegalArgumentException(variable
                    + " names several hosts, expected one; give each replica a DATABASE_REPLICA_<n>_URL of its own");
        }
        int end = address.startsWith("[") ? address.indexOf(']') : address.lastIndexOf(':');
        String host = end < 0 ? address : address.substring(address.startsWith("[") ? 1 : 0, end);
        if (host.isBlank()) {
            throw new IllegalArgumentException(variable + " names no host");
        }
        return decode(variable, host);
    }

    private static int port(String variable, String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.endsWith("]")) {
            return DEFAULT_PORT;
        }
        return number(variable, "port", address.substring(colon + 1), 65_535);
    }

    private static @Nullable Integer limit(String variable, @Nullable String text) {
        return text == null ? null : Integer.valueOf(number(variable, "connection_limit", text, LARGEST_POOL));
    }

    // The text is not shown: in a URL with an unescaped sign it may be a piece of the password.
    private static int number(String variable, String what, String text, int highest) {
        boolean digits = text.matches("[0-9]{1,5}");
        int number = digits ? Integer.parseInt(text) : 0;
        if (number < 1 || number > highest) {
            throw new IllegalArgumentException("The " + what + " in " + variable + " is no number from 1 to " + highest
                    + "; is a sign in the password not percent-encoded?");
        }
        return number;
    }

    private static String require(String variable, String database) {
        if (database.isEmpty()) {
            throw new IllegalArgumentException(variable + " names no database");
        }
        return database;
    }

    private static Map<String, String> parameters(String variable, String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decode(variable, pair.substring(0, equals)), decode(variable, pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static Map<String, String> renamed(Map<String, String> parameters) {
        Map<String, String> renamed = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!name.equals("pgbouncer")) {
                renamed.put(NAMES.getOrDefault(name, name), value);
            } else if (value.equals("true")) {
                // A transaction pooler does not keep a session's prepared statements.
                renamed.put("prepareThreshold", "0");
            }
        });
        return renamed;
    }

    // Not URLDecoder alone: a plus sign in a URL's path or login stands for itself.
    private static String decode(String variable, String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    variable + " has a percent sign that begins no percent-encoded sign; write it as %25");
        }
    }
}

package dev.sluice.routing.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a statement was made: the call that created it, and what has been set on it since. From this it is made again on
 * another connection. What can be read only once (streams), and what lives on a server (large objects), can't be.
 */
final class Recipe {

    // Without a type or with one, without generated keys.
    private static final Set<List<Class<?>>> PLAIN_CREATIONS = Set.of(
            List.of(),
            List.of(int.class, int.class),
            List.of(int.class, int.class, int.class),
            List.of(String.class),
            List.of(String.class, int.class, int.class),
            List.of(String.class, int.class, int.class, int.class));

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("setFetchSize", "setFetchDirection", "setPoolable", "setQueryTimeout");

    private final Call creation;
    private final Map<String, Call> properties = new LinkedHashMap<>();
    private final Map<String, Call> parameters = new LinkedHashMap<>();
    private boolean batch;

    Recipe(Method creation, @Nullable Object[] arguments) {
        this(new Call(creation, arguments));
    }

    private Recipe(Call creation) {
        this.creation = creation;
    }

    /** The type that the application sees. */
    Class<?> type() {
        return creation.method().getReturnType();
    }

    /** The text that it was prepared with, null for a plain statement. */
    @Nullable
    String sql() {
        return creation.size() > 0 && creation.argument(0) instanceof String sql ? sql : null;
    }

    /** Whether a call belongs to the recipe. */
    static boolean isStep(Method method) {
        String name = method.getName();
        return name.startsWith("set")
                || name.equals("registerOutParameter")
                || name.equals("clearParameters")
                || name.equals("addBatch")
                || name.equals("clearBatch")
                || name.equals("closeOnCompletion");
    }

    /** Notes a call that has been made on the statement. */
    void note(Method method, @Nullable Object[] given) {
        // The driver has read the values, and the application may change its objects before it sends the statement.
        Call step = new Call(method, given).frozen();
        switch (method.getName()) {
            case "clearParameters" -> parameters.clear();
            case "clearBatch" -> batch = false;
            case "addBatch" -> batch = true;
            case "registerOutParameter" -> parameters.put("out " + given[0], step);
            default -> {
                if (isParameter(method)) {
                    parameters.put(String.valueOf(given[0]), step);
                } else {
                    properties.put(method.getName(), step);
                }
            }
        }
    }

    /** Notes that the statement has been sent, and with it a batch. */
    void sent(Method method) {
        if (method.getName().endsWith("Batch")) {
            batch = false;
        }
    }

    /** Whether the statement can be made again now: it holds no stream, and no batch that is half built. */
    boolean isRepeatable() {
        return !batch && parameters.values().stream().noneMatch(step -> step.anyArgument(Recipe::isReadOnce));
    }

    /** What its parameters are set to. */
    List<RoutedQuery.Bound> bound() {
        return parameters.values().stream()
                .map(step -> new RoutedQuery.Bound(step.method(), step.arguments()))
                .toList();
    }

    /** Whether the statement was made, or something was set on it, in a way that may change its result. */
    boolean hasOptions() {
        List<Class<?>> types = List.of(creation.method().getParameterTypes());
        return type() == CallableStatement.class
                || !PLAIN_CREATIONS.contains(types)
                || !WITHOUT_EFFECT.containsAll(properties.keySet());
    }

    /** The same recipe, which does not hear of what is set later. */
    Recipe copy() {
        Recipe same = new Recipe(creation);
        same.properties.putAll(properties);
        same.parameters.putAll(parameters);
        return same;
    }

    /** Makes the statement. */
    Statement make(Connection connection) throws SQLException {
        Object made = creation.on(connection);
        if (!(made instanceof Statement statement)) {
            throw new SQLException(creation.method().getName() + " gave no statement");
        }
        for (Map<String, Call> steps : List.of(properties, parameters)) {
            for (Call step : steps.values()) {
                step.on(statement);
            }
        }
        return statement;
    }

    private static boolean isParameter(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return declaring == PreparedStatement.class || declaring == CallableStatement.class;
    }

    private static boolean isReadOnce(@Nullable Object value) {
        return value instanceof InputStream
                || value instanceof Reader
                || value instanceof Blob
                || value instanceof Clob
                || value instanceof SQLXML;
    }
}

package dev.sluice.routing.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** One call of a JDBC method, to be made on whatever object is behind the one that the application holds. */
final class Call {

    private static final Object[] NOTHING = {};

    private final Method method;
    private final @Nullable Object[] arguments;

    Call(Method method, @Nullable Object[] arguments) {
        this.method = method;
        this.arguments = arguments;
    }

    Method method() {
        return method;
    }

    int size() {
        return arguments.length;
    }

    @Nullable
    Object argument(int index) {
        return arguments[index];
    }

    /** The same call, with arguments of its own where somebody else may change them. */
    Call frozen() {
        return new Call(method, Arrays.stream(arguments).map(Call::frozen).toArray());
    }

    private static @Nullable Object frozen(@Nullable Object argument) {
        if (argument instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (argument instanceof Timestamp time) {
            return time.clone();
        }
        if (argument instanceof Date date) {
            return date.clone();
        }
        if (argument instanceof Time time) {
            return time.clone();
        }
        if (argument instanceof Calendar calendar) {
            return calendar.clone();
        }
        return argument instanceof PGobject object && isOfTheDriver(object) ? clone(object) : argument;
    }

    /** Whether the driver itself brings a value's type, so that its copy is known to have nothing in common with it. */
    static boolean isOfTheDriver(PGobject object) {
        return object.getClass().getName().startsWith("org.postgresql.");
    }

    private static Object clone(PGobject object) {
        try {
            return object.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalArgumentException("a parameter of " + object.getClass() + " cannot be cloned", e);
        }
    }

    List<@Nullable Object> arguments() {
        return Collections.unmodifiableList(Arrays.asList(arguments));
    }

    boolean anyArgument(Predicate<@Nullable Object> test) {
        return Arrays.stream(arguments).anyMatch(test);
    }

    /** Makes the call. */
    @Nullable
    Object on(Object target) throws SQLException {
        return pass(target, method, arguments);
    }

    /** Calls the method; what it throws comes out as it is. */
    static @Nullable Object pass(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw asThrown(e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("cannot call " + method, e);
        }
    }

    static @Nullable Object[] orEmpty(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? NOTHING : arguments;
    }

    private static SQLException asThrown(@Nullable Throwable cause) {
        if (cause instanceof SQLException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new SQLException("unexpected", cause);
    }
}

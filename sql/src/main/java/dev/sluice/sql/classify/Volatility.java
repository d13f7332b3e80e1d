package dev.sluice.sql.classify;

import org.jspecify.annotations.Nullable;

/** How far the result of a function may be relied on, from the best to the worst, in the server's words. */
public enum Volatility {
    /** The same arguments always give the same result. */
    IMMUTABLE,
    /** The same within one statement, such as that of {@code now()}. */
    STABLE,
    /** Another one at each call, such as that of {@code random()}, or a change of the database. */
    VOLATILE;

    /** The worst that a built-in function of that name, in lower case, has; null when there is none of that name. */
    public static @Nullable Volatility ofBuiltin(String function) {
        Builtins.Entry entry = Builtins.INSTANCE.function(function, 0, function.length());
        if (entry == null) {
            return null;
        }
        return switch (entry) {
            case IMMUTABLE -> IMMUTABLE;
            case STABLE -> STABLE;
            default -> VOLATILE;
        };
    }
}

package dev.sluice.cli.migrations;

import org.jspecify.annotations.Nullable;

/** When the text has colours; the names are those of {@code --color}. */
enum Colour {
    /** On a terminal that has them, unless the environment variable {@code NO_COLOR} (no-color.org) is set. */
    AUTO,
    ALWAYS,
    NEVER;

    /** What the start script says of standard output; Java says it in a way of its own in each version. */
    private static final String TERMINAL = "sluice.terminal";

    boolean isOn() {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                Boolean.getBoolean(TERMINAL)
                        && isEmpty(System.getenv("NO_COLOR"))
                        && !"dumb".equals(System.getenv("TERM"));
        };
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isEmpty();
    }
}

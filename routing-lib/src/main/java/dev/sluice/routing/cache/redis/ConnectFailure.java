package dev.sluice.routing.cache.redis;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Why no connection was made. */
final class ConnectFailure {

    private static final int MOST_CAUSES = 10;

    private ConnectFailure() {}

    /** What an error and its causes say, each once: the innermost one names the password, the certificate or the host. */
    static String text(Throwable error) {
        StringBuilder text = new StringBuilder();
        Throwable cause = error;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            add(text, cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static void add(StringBuilder text, Throwable cause) {
        String message = message(cause);
        if (!(cause instanceof CompletionException) && text.indexOf(message) < 0) {
            text.append(text.isEmpty() ? "" : ": ").append(message);
        }
    }

    private static String message(Throwable cause) {
        @Nullable String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        // The message of some, such as of an unknown host, is nothing but its name.
        return message == null ? name : message.contains(" ") ? message : name + " " + message;
    }
}

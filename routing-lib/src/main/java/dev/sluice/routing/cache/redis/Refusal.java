package dev.sluice.routing.cache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletionException;

/** What a server means that refuses a command. */
final class Refusal {

    private Refusal() {}

    /** Whether a node says that it does not have all keys. */
    static boolean isElsewhere(Throwable error) {
        return says(error, "(?s)(MOVED|ASK|TRYAGAIN|CLUSTERDOWN) .*");
    }

    /** Whether something is wrong with what is at a key, and not with the server. */
    static boolean isOfEntry(Throwable error) {
        // A script's error has more around it.
        return says(error, "(?s).*\\bWRONGTYPE .*");
    }

    /** Whether the server takes no writes because it is a replica. */
    static boolean isOfReplica(Throwable error) {
        return says(error, "(?s)READONLY .*");
    }

    private static boolean says(Throwable error, String pattern) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof RedisCommandExecutionException
                && String.valueOf(cause.getMessage()).matches(pattern);
    }
}

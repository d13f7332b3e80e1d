package dev.sluice.routing.cache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a server means that refuses a command, or says nothing. */
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

    /** Whether the user may not do what it has asked for. */
    static boolean isOfRight(Throwable error) {
        return says(error, "(?s).*(\\bNOPERM |user executing the script can't |ACL failure in script).*");
    }

    /** What the server has said. */
    static String said(Throwable error) {
        Throwable cause = cause(error);
        return cause == null ? "" : String.valueOf(cause.getMessage());
    }

    /** Whether there was no answer in time. */
    static boolean isSilence(Throwable error) {
        return cause(error) instanceof RedisCommandTimeoutException;
    }

    private static @Nullable Throwable cause(Throwable error) {
        return error instanceof CompletionException ? error.getCause() : error;
    }

    private static boolean says(Throwable error, String pattern) {
        Throwable cause = cause(error);
        return cause instanceof RedisCommandExecutionException
                && String.valueOf(cause.getMessage()).matches(pattern);
    }
}

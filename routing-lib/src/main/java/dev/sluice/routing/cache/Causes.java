package dev.sluice.routing.cache;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a future has failed of. */
final class Causes {

    private Causes() {}

    /** The error itself, without what futures wrap it in. */
    static Throwable of(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }

    /** Throws any error as it is; a loader has declared those that are checked. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException rethrow(@Nullable Throwable error) throws E {
        throw (E) (error == null ? new IllegalStateException("no error") : error);
    }
}

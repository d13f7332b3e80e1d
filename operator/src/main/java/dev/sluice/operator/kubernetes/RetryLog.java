package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tells in the log why a resource is reconciled once more. */
public final class RetryLog {

    /** The resource has changed or gone meanwhile; what comes next has been told already. */
    private static final Set<Integer> IN_PASSING =
            Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);

    private RetryLog() {}

    /** Tells it in this log, for the resource that its context names. */
    public static void tell(Logger log, Exception error) {
        if (error instanceof KubernetesClientException answer) {
            log.logf(
                    IN_PASSING.contains(answer.getCode()) ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "The API server could not be worked with; it is tried again: %s",
                    answer.getMessage());
        } else {
            log.error("The resource could not be reconciled; it is tried again", error);
        }
    }
}

package dev.sluice.operator.migrationcheck;

import dev.sluice.operator.kubernetes.Said;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** What a person should know of a request that the API server has refused. Pure. */
final class Refusals {

    private static final int UNPROCESSABLE = 422;

    private Refusals() {}

    /**
     * Reads a refusal; empty for an answer that says nothing of the request, such as a conflict or none at all, so that it
     * is made again.
     *
     * @param what the object, such as {@code Job "a"}
     * @param rights what a service account needs for it
     */
    static Optional<Trouble> of(String what, String rights, KubernetesClientException error) {
        return switch (error.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN -> Optional.of(forbidden(what, rights, Said.by(error)));
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
                Optional.of(new Trouble(
                        "Rejected",
                        "The API server does not take " + what + ": " + Said.by(error) + ". It is tried again."));
            default -> Optional.empty();
        };
    }

    private static Trouble forbidden(String what, String rights, String said) {
        return said.contains("exceeded quota")
                ? new Trouble(
                        "QuotaExceeded",
                        "The namespace's quota has no room for " + what + ": " + said + ". It is tried again.")
                : new Trouble(
                        "Forbidden",
                        "The API server forbids the operator to work with " + what + ": " + said
                                + ". Give its service account " + rights + " there. It is tried again.");
    }
}

package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/**
 * Why the API server has not taken a ConfigMap that is to be published. Pure.
 *
 * @param reason one word
 * @param message for a person
 */
public record ConfigMapRefusal(String reason, String message) {

    /**
     * Reads a refusal.
     *
     * @param name the ConfigMap's
     * @throws KubernetesClientException the same, when it refuses nothing: a conflict is decided anew at once, and where
     *     nobody answers no status can be written either
     */
    public static ConfigMapRefusal of(String name, KubernetesClientException error) {
        if (error.getCode() == HttpURLConnection.HTTP_CONFLICT || error.getCode() <= 0) {
            throw error;
        }
        return error.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                ? new ConfigMapRefusal(
                        "ConfigMapForbidden",
                        "The API server forbids the operator to read or write ConfigMap \"" + name + "\": "
                                + Said.by(error)
                                + ". Give its service account get, create and update on configmaps there, or free what"
                                + " the message names. It is tried again.")
                : new ConfigMapRefusal(
                        "ConfigMapRejected",
                        "The API server did not take ConfigMap \"" + name + "\": " + Said.by(error)
                                + ". What was published before stays until it does. It is tried again.");
    }
}

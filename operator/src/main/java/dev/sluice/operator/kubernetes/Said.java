package dev.sluice.operator.kubernetes;

import dev.sluice.api.condition.StatusText;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What the API server says of a request that it has refused. Pure. */
public final class Said {

    private static final int MOST = 500;

    private Said() {}

    /** Its message, cut to a length that leaves room for what is said of it; the code of the answer where it has none. */
    public static String by(KubernetesClientException error) {
        return error.getStatus() == null || error.getStatus().getMessage() == null
                ? "code " + error.getCode()
                : StatusText.limit(error.getStatus().getMessage(), MOST);
    }
}

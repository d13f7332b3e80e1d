package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** Resources as they are stored, where the watch may be behind. */
public final class Stored {

    private Stored() {}

    /** This very resource as it is stored now; null when it is gone, also where another one has its name. */
    public static <R extends HasMetadata> @Nullable R now(KubernetesClient client, Class<R> kind, R cached) {
        R now = client.resources(kind)
                .inNamespace(cached.getMetadata().getNamespace())
                .withName(cached.getMetadata().getName())
                .get();
        boolean same = now != null
                && now.getMetadata().getUid().equals(cached.getMetadata().getUid());
        return same ? now : null;
    }
}

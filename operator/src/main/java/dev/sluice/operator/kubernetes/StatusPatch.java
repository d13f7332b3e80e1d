package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Writes status by server-side apply. By ourselves, because the operator SDK's own way can lose an edit of the spec
 * that lands while the status is written (java-operator-sdk#3398); this one does not, see the race test.
 */
@ApplicationScoped
public class StatusPatch {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withForce(true)
            .withFieldManager("sluice")
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .build();

    private final KubernetesClient client;

    StatusPatch(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Applies the status of a resource.
     *
     * @param resource has namespace, name, uid, resourceVersion and status, and nothing else
     * @return the resource's version with that status
     */
    public long apply(HasMetadata resource) {
        HasMetadata applied = client.resource(resource).subresource("status").patch(APPLY);
        return Long.parseLong(applied.getMetadata().getResourceVersion());
    }
}

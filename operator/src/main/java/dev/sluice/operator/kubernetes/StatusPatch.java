package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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

    /** What an API server says of a field that a server-side apply sets and no schema has. */
    private static final String NOT_IN_SCHEMA = "field not declared in schema";

    private final KubernetesClient client;

    StatusPatch(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Applies a status.
     *
     * @param blank a new object of the resource's kind
     * @param resource the resource
     * @param version the resource's version that the status was made from; from an older one it is refused, so that one
     *     which a deposed leader has under way does not land after its successor's
     * @return the resource's version with that status
     * @throws KubernetesClientException when the API server refuses or does not answer; to be tried again
     */
    public <S> long apply(CustomResource<?, S> blank, HasMetadata resource, long version, S status) {
        blank.setMetadata(new ObjectMetaBuilder()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .withResourceVersion(Long.toString(version))
                .build());
        blank.setStatus(status);
        return apply(blank);
    }

    private long apply(HasMetadata resource) {
        try {
            HasMetadata applied =
                    client.resource(resource).subresource("status").patch(APPLY);
            return Long.parseLong(applied.getMetadata().getResourceVersion());
        } catch (KubernetesClientException e) {
            throw e.getMessage() != null && e.getMessage().contains(NOT_IN_SCHEMA) ? olderCrd(resource, e) : e;
        }
    }

    private static KubernetesClientException olderCrd(HasMetadata resource, KubernetesClientException e) {
        return new KubernetesClientException(
                "The CRD of " + resource.getKind()
                        + " is older than this operator and does not know all that its status"
                        + " says: apply those of its chart (kubectl apply --server-side --force-conflicts -f"
                        + " <chart>/files/crds). The API server said: " + e.getMessage(),
                e.getCode(),
                e.getStatus());
    }
}

package dev.sluice.operator.kubernetes;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** What a resource has made, which goes with it. Pure. */
public final class Ownership {

    private Ownership() {}

    /** The reference to its owner that all has that is made for a resource. */
    public static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    /** Whether an object belongs to this resource, or to one of the same name before it that is gone. */
    public static boolean isOurs(HasMetadata owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> owner.getKind().equals(reference.getKind())
                        && reference.getApiVersion().startsWith(DatabaseCluster.GROUP + "/")
                        && owner.getMetadata().getName().equals(reference.getName()));
    }

    /** Whether an object belongs to this very resource. */
    public static boolean isOf(HasMetadata owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> owner.getMetadata().getUid().equals(reference.getUid()));
    }
}

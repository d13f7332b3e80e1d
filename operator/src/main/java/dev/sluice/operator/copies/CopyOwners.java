package dev.sluice.operator.copies;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.Set;

/** Finds the resource that a ConfigMap is for: by its annotation where it is a copy, else by its owner reference. */
public final class CopyOwners<R extends HasMetadata> implements SecondaryToPrimaryMapper<ConfigMap> {

    private final CopyKind<R> kind;
    private final SecondaryToPrimaryMapper<ConfigMap> originals;

    /** For the resources of this kind. */
    public CopyOwners(CopyKind<R> kind) {
        this.kind = kind;
        this.originals = Mappers.fromOwnerReferences(kind.type());
    }

    @Override
    public Set<ResourceID> toPrimaryResourceIDs(ConfigMap configMap) {
        return kind.owner(configMap).map(Set::of).orElseGet(() -> originals.toPrimaryResourceIDs(configMap));
    }
}

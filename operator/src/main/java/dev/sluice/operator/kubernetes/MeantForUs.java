package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Lets through the updates that ask something of the operator: of the spec, and of annotations. Not its own status. */
public final class MeantForUs implements OnUpdateFilter<HasMetadata> {

    @Override
    public boolean accept(HasMetadata updated, HasMetadata before) {
        var now = updated.getMetadata();
        var then = before.getMetadata();
        // A resource that is deleted and made anew while the watch is broken arrives as an update.
        return !Objects.equals(now.getUid(), then.getUid())
                || !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getAnnotations(), then.getAnnotations());
    }
}

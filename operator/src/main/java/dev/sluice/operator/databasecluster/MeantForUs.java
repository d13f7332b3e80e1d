package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Lets through the updates that ask something of the operator: of the spec, and of annotations. Not its own status. */
public final class MeantForUs implements OnUpdateFilter<DatabaseCluster> {

    @Override
    public boolean accept(DatabaseCluster updated, DatabaseCluster before) {
        var now = updated.getMetadata();
        var then = before.getMetadata();
        // A resource that is deleted and made anew while the watch is broken arrives as an update.
        return !Objects.equals(now.getUid(), then.getUid())
                || !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getAnnotations(), then.getAnnotations());
    }
}

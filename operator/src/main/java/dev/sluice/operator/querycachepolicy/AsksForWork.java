package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Lets through the updates that ask something of the operator: of the spec. Not its own status. */
public final class AsksForWork implements OnUpdateFilter<QueryCachePolicy> {

    @Override
    public boolean accept(QueryCachePolicy updated, QueryCachePolicy before) {
        var now = updated.getMetadata();
        var then = before.getMetadata();
        // A resource that is deleted and made anew while the watch is broken arrives as an update.
        return !Objects.equals(now.getUid(), then.getUid())
                || !Objects.equals(now.getGeneration(), then.getGeneration());
    }
}

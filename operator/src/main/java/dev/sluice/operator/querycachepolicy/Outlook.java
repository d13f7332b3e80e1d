package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.copies.Copies;
import dev.sluice.operator.probe.CatalogReading;
import org.jspecify.annotations.Nullable;

/**
 * All that a status is made of.
 *
 * @param spec what is wanted, which is understood
 * @param cache what is held true of Redis
 * @param publication what has become of publishing
 * @param copies what has become of copies, null when none is asked for or there is nothing to copy
 * @param clusterExists whether there is a DatabaseCluster of the name that the spec gives
 * @param catalog what its catalog says of writes
 */
record Outlook(
        QueryCachePolicySpec spec,
        CacheState cache,
        Publication publication,
        @Nullable Copies copies,
        boolean clusterExists,
        CatalogReading catalog) {

    Outlook with(CacheState newer) {
        return new Outlook(spec, newer, publication, copies, clusterExists, catalog);
    }
}

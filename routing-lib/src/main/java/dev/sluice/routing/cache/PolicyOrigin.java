package dev.sluice.routing.cache;

import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.document.Followed;
import dev.sluice.routing.document.FollowedFile;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;

/** Where a cache's policy comes from. */
@FunctionalInterface
public interface PolicyOrigin {

    /**
     * Begins to follow the policy; does not wait for the first one. Whoever opens it closes it.
     *
     * @param scheduler for what has to be looked at again and again
     */
    Followed<CachePolicy> open(ScheduledExecutorService scheduler);

    /**
     * The policy in a mounted file.
     *
     * @param path the file, or the folder with {@code policy.json}
     */
    static PolicyOrigin file(Path path) {
        return scheduler -> FollowedFile.follow(path, QueryCache.KIND, scheduler);
    }
}

package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Makes connections to one server, one behind Sentinel, or a cluster.
 *
 * @param client which makes them
 * @param connect makes one
 */
record Connector(
        AbstractRedisClient client, Supplier<CompletionStage<? extends StatefulConnection<String, byte[]>>> connect) {

    static Connector to(RedisLocation location, RedisSettings settings, ClientResources resources) {
        List<RedisURI> uris = LettuceSettings.uris(location, settings);
        if (location.mode() == RedisLocation.Mode.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(resources, uris);
            cluster.setOptions(LettuceSettings.clusterOptions(settings));
            Admission admission = new Admission(resources, LettuceSettings.options(settings), uris);
            // A connection can be made only once it is known which node has which slot.
            return new Connector(
                    cluster,
                    () -> admission
                            .ask()
                            .thenCompose(done -> cluster.refreshPartitionsAsync())
                            .thenCompose(known -> cluster.connectAsync(RedisLink.CODEC)));
        }
        RedisClient single = location.mode() == RedisLocation.Mode.SENTINEL
                ? new SentinelClient(resources, location, settings)
                : RedisClient.create(resources);
        single.setOptions(LettuceSettings.options(settings));
        return new Connector(single, () -> single.connectAsync(RedisLink.CODEC, uris.get(0)));
    }
}

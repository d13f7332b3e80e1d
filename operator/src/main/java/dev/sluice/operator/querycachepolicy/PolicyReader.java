package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.FormerRedisStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.api.v1alpha1.RedisSpec;
import dev.sluice.api.v1alpha1.RedisTls;
import dev.sluice.api.v1alpha1.Tls;
import dev.sluice.operator.access.AccessPlan.SecretKey;
import dev.sluice.operator.access.RedisAccessPlan;
import dev.sluice.operator.caching.CachePlan;
import dev.sluice.operator.caching.Place;
import dev.sluice.operator.caching.PolicyId;
import dev.sluice.operator.kubernetes.HostName;
import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.RedisTarget;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the plan that a resource's spec describes. */
final class PolicyReader {

    private PolicyReader() {}

    static PolicyId id(QueryCachePolicy policy) {
        ObjectMeta metadata = policy.getMetadata();
        return new PolicyId(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /** The plan; the status says which orders have been carried out. */
    static CachePlan plan(
            QueryCachePolicy policy, @Nullable QueryCachePolicyStatus status, List<FormerRedisStatus> former) {
        QueryCachePolicySpec spec = policy.getSpec();
        RedisSpec redis = spec.redis();
        return new CachePlan(
                id(policy),
                policy.getMetadata().getGeneration(),
                target(redis, id(policy).namespace()),
                new PolicyKeys(redis.keyPrefix(), id(policy).toString()),
                access(redis.credentials(), redis.tls()),
                new CachePlan.Schedule(
                        spec.probe().interval(),
                        spec.probe().timeout(),
                        spec.probe().failureThreshold(),
                        spec.paused()),
                new CachePlan.Goals(
                        spec.hitRate().percent(),
                        spec.hitRate().minReads(),
                        spec.memory().maxPercent(),
                        spec.memory().maxBytes()),
                spec.invalidations().stream()
                        .filter(order -> status == null || !status.hasDone(order.id()))
                        .map(order -> new CacheOrder(order.id(), order.models(), order.tags(), order.keys()))
                        .toList(),
                former.stream().map(each -> former(each.redis(), id(policy))).toList());
    }

    private static CachePlan.Former former(RedisSpec redis, PolicyId policy) {
        return new CachePlan.Former(
                new Place(target(redis, policy.namespace()), new PolicyKeys(redis.keyPrefix(), policy.toString())),
                access(redis.credentials(), redis.tls()));
    }

    private static RedisTarget target(RedisSpec redis, String namespace) {
        return new RedisTarget(
                RedisTarget.Mode.valueOf(redis.mode().name()),
                redis.nodes().stream()
                        .map(node -> new RedisTarget.Server(HostName.of(node.host(), namespace), node.port()))
                        .toList(),
                redis.masterName(),
                redis.database());
    }

    private static RedisAccessPlan access(@Nullable Credentials credentials, RedisTls tls) {
        Tls.CaSecret ca = tls.caSecret();
        Tls.ClientCertificateSecret client = tls.clientCertificateSecret();
        return new RedisAccessPlan(
                credentials == null ? null : new SecretKey(credentials.secretName(), credentials.usernameKey()),
                credentials == null ? null : new SecretKey(credentials.secretName(), credentials.passwordKey()),
                tls.mode() == RedisTls.Mode.VERIFY_FULL,
                ca == null ? null : new SecretKey(ca.name(), ca.key()),
                client == null ? null : new SecretKey(client.name(), client.certificateKey()),
                client == null ? null : new SecretKey(client.name(), client.privateKeyKey()));
    }
}

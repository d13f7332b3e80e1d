package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * A ConfigMap of which copies are kept in the namespaces of others.
 *
 * @param tenant whose namespace has the original
 * @param name its name, and that of each copy
 * @param key of its document
 */
record CopiedMap(Tenant tenant, String name, String key) {

    /** As a field of a spec. */
    static String publishTo(Tenant... others) {
        return "publishTo: [" + Arrays.stream(others).map(Tenant::namespace).collect(Collectors.joining(", ")) + "]";
    }

    void isIn(Tenant other) {
        assertThat(in(other)).isNotNull();
        assertThat(presentIn(other).getData()).isEqualTo(tenant.configMap(name).getData());
    }

    ConfigMap presentIn(Tenant other) {
        return Objects.requireNonNull(in(other), "the copy");
    }

    @Nullable
    ConfigMap in(Tenant other) {
        return other.client()
                .configMaps()
                .inNamespace(other.namespace())
                .withName(name)
                .get();
    }

    /** Edits the one there, original or copy, by hand. */
    void damageIn(Tenant other) {
        other.client()
                .resource(new ConfigMapBuilder(presentIn(other))
                        .withData(Map.of(key, "{}"))
                        .build())
                .update();
    }

    /** Makes one there of that name that has nothing to do with the original. */
    void occupyIn(Tenant other) {
        other.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(other.namespace())
                        .withName(name)
                        .endMetadata()
                        .withData(Map.of("mine", "yes"))
                        .build())
                .create();
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}

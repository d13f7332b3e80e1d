package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.EndpointsSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopySweeperTest {

    private static final ConfigMap COPY = new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("db-endpoints")
            .endMetadata()
            .build();

    @Test
    void aCopyIsWantedWhileTheSpecNamesItsNamespaceAndItsName() {
        assertThat(CopySweeper.isWanted(COPY, publishedTo(null, "shop", "billing")))
                .isTrue();
        assertThat(CopySweeper.isWanted(COPY, publishedTo(null, "billing"))).isFalse();
        assertThat(CopySweeper.isWanted(COPY, publishedTo("other", "shop"))).isFalse();
        assertThat(CopySweeper.isWanted(COPY, null)).isFalse();
    }

    @Test
    void aSpecThatIsNotUnderstoodWantsAllThatIsThere() {
        DatabaseCluster cluster = Resources.cluster("p");
        cluster.setSpec(null);
        assertThat(CopySweeper.isWanted(COPY, cluster)).isTrue();
    }

    private static DatabaseCluster publishedTo(@Nullable String configMap, String... namespaces) {
        DatabaseClusterSpec spec = Resources.cluster("p").getSpec();
        return Resources.cluster(new DatabaseClusterSpec(
                spec.database(),
                spec.credentials(),
                spec.tls(),
                spec.primary(),
                spec.replicas(),
                null,
                spec.probe(),
                spec.lag(),
                spec.routing(),
                new EndpointsSpec(configMap, Map.of(), List.of(namespaces)),
                false));
    }
}

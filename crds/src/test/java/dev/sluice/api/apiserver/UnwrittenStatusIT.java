package dev.sluice.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource that no operator has looked at is behind its own spec, so that nothing takes it for done. */
@ExtendWith(InstalledApi.Shared.class)
class UnwrittenStatusIT {

    private static final String NAMESPACE = "unwritten";
    private static final Path EXAMPLES = Path.of("../examples");

    private final InstalledApi api;

    UnwrittenStatusIT(InstalledApi api) {
        this.api = api;
    }

    @BeforeAll
    static void create(InstalledApi api) {
        api.kubectl("create", "namespace", NAMESPACE);
        api.kubectl("apply", "-n", NAMESPACE, "-f", EXAMPLES.toString());
    }

    @ParameterizedTest
    @ValueSource(classes = {DatabaseCluster.class, MigrationCheck.class, QueryCachePolicy.class})
    void isOfNoGenerationAndNothingThatTheOperatorHasWritten(Class<? extends CustomResource<?, ?>> kind) {
        var stored = api.client()
                .genericKubernetesResources(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind))
                .inNamespace(NAMESPACE)
                .list()
                .getItems();

        assertThat(stored)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.getAdditionalProperties().get("status"))
                        .isEqualTo(Map.of("observedGeneration", 0)));
        assertThat(api.client().resources(kind).inNamespace(NAMESPACE).list().getItems())
                .hasSameSizeAs(stored)
                .allSatisfy(each -> assertThat(each.getStatus()).isNull());
    }

    @Test
    void isNoChangeToWhoAppliesAgain() {
        assertThat(List.of("databasecluster-minimal.yaml", "migrationcheck.yaml"))
                .allSatisfy(example -> assertThat(api.kubectl(
                                        "apply",
                                        "-n",
                                        NAMESPACE,
                                        "-f",
                                        EXAMPLES.resolve(example).toString())
                                .lines())
                        .filteredOn(line -> line.contains(DatabaseCluster.GROUP))
                        .singleElement()
                        .asString()
                        .endsWith(" unchanged"));
    }

    @Test
    void leavesTheColumnsEmpty() {
        assertThat(api.kubectl("get", "dbc", "orders-minimal", "-n", NAMESPACE, "--no-headers")
                        .strip()
                        .split(" +"))
                .as("name and age")
                .hasSize(2);
    }
}

package dev.sluice.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated from the types of each kind. */
class CrdTest {

    /** A kind, the columns that kubectl shows always and with {@code -o wide}, and how many fields it has at least. */
    private record Kind(
            Class<? extends CustomResource<?, ?>> type,
            String plural,
            List<String> columns,
            List<String> wideColumns,
            int fewestFields) {

        private CrdGeneration generation() {
            return new CrdGeneration(type);
        }

        private CustomResourceDefinitionVersion version() {
            return generation().definition().getSpec().getVersions().get(0);
        }

        private List<String> columnsOf(int priority) {
            return version().getAdditionalPrinterColumns().stream()
                    .filter(column -> column.getPriority() == priority)
                    .map(CustomResourceColumnDefinition::getName)
                    .toList();
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    private static List<Kind> kinds() {
        return List.of(
                new Kind(
                        DatabaseCluster.class,
                        "databaseclusters",
                        List.of("Ready", "Primary", "Replicas", "Max Lag", "Age"),
                        List.of("Reason", "Avg Lag", "Timeline", "Revision", "ConfigMap"),
                        60),
                new Kind(
                        QueryCachePolicy.class,
                        "querycachepolicies",
                        List.of("Hit Rate", "Keys", "Memory", "Ready", "Age"),
                        List.of("Reason", "Hits", "Misses", "Revision", "ConfigMap"),
                        80),
                new Kind(
                        MigrationCheck.class,
                        "migrationchecks",
                        List.of("Risk", "High", "Medium", "Low", "Age"),
                        List.of("Passed", "Reason", "Job", "Report"),
                        60));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCommittedDefinitionIsCurrent(Kind kind) throws Exception {
        new GoldenFile(Path.of("src/main/resources/META-INF/sluice/" + kind.plural() + ".sluice.dev-v1.yml"))
                .matches(kind.generation().yaml());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCommittedFieldsAreCurrent(Kind kind) throws Exception {
        new GoldenFile(Path.of("src/main/resources/META-INF/sluice-fields/" + kind.plural() + ".sluice.dev.json"))
                .matches(kind.generation().fields());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCommittedReferenceIsCurrent(Kind kind) throws Exception {
        new GoldenFile(Path.of(
                        "../docs/reference/" + kind.type().getSimpleName().toLowerCase(Locale.ROOT) + ".md"))
                .matches(new FieldReference(kind.generation().definition()).markdown());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void columnsComeInTheOrderThatAPersonReads(Kind kind) {
        assertThat(kind.columnsOf(0)).isEqualTo(kind.columns());
        assertThat(kind.columnsOf(1)).isEqualTo(kind.wideColumns());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyFieldIsDescribedAndBounded(Kind kind) {
        Fields fields = Fields.of(kind.version().getSchema().getOpenAPIV3Schema());

        fields.areDescribedAndBounded();
        assertThat(fields.byPath()).hasSizeGreaterThan(kind.fewestFields());
    }
}

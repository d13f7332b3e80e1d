package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import dev.sluice.operator.kubernetes.Ownership;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointConfigMapTest {

    private static final Topology DOCUMENT = TopologyRenderer.render(
                    Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1").state())
            .withRevision(3, Story.START);

    private final DatabaseCluster cluster = Resources.labelled(Map.of("team", "orders", "tier", "gold"));
    private final ConfigMap written = EndpointConfigMap.of(cluster, DOCUMENT, null);

    @Test
    void carriesTheDocumentAndSaysWhoseItIs() {
        assertThat(written.getMetadata().getNamespace()).isEqualTo("team");
        assertThat(written.getMetadata().getName()).isEqualTo("db-endpoints");
        assertThat(written.getData()).containsOnlyKeys("endpoints.json");
        assertThat(written.getData().get("endpoints.json")).isEqualTo(TopologyCodec.write(DOCUMENT));
        assertThat(written.getMetadata().getLabels())
                .isEqualTo(Map.of(
                        "app.kubernetes.io/managed-by",
                        "sluice",
                        "sluice.dev/cluster",
                        "db",
                        "team",
                        "orders",
                        "tier",
                        "gold"));
        assertThat(written.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getApiVersion()).isEqualTo("sluice.dev/v1alpha1");
            assertThat(owner.getKind()).isEqualTo("DatabaseCluster");
            assertThat(owner.getName()).isEqualTo("db");
            assertThat(owner.getUid()).isEqualTo("uid-1");
            assertThat(owner.getController()).isTrue();
        });
    }

    @Test
    void whatWasWrittenIsOursAndIntact() {
        assertThat(Ownership.isOurs(cluster, written)).isTrue();
        assertThat(EndpointConfigMap.isIntact(cluster, written)).isTrue();
    }

    @Test
    void aLabelOfTheSpecCannotTakeTheOperatorsPlace() {
        ConfigMap map =
                EndpointConfigMap.of(Resources.labelled(Map.of("app.kubernetes.io/managed-by", "me")), DOCUMENT, null);
        assertThat(map.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "sluice");
    }

    @Test
    void aNameTooLongForALabelIsLeftOut() {
        DatabaseCluster longNamed = Resources.cluster("p");
        longNamed.getMetadata().setName("x".repeat(64));
        ConfigMap map = EndpointConfigMap.of(longNamed, DOCUMENT, null);
        assertThat(map.getMetadata().getLabels()).doesNotContainKey("sluice.dev/cluster");
        assertThat(EndpointConfigMap.isIntact(longNamed, map)).isTrue();
    }

    private record Edit(String name, boolean intact, UnaryOperator<ConfigMapBuilder> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Edit> edits() {
        return Stream.of(
                new Edit("untouched", true, map -> map),
                new Edit("document cut in half", false, map -> map.addToData(EndpointConfigMap.KEY, "{\"schemaV")),
                new Edit(
                        "one character",
                        false,
                        map -> map.addToData(EndpointConfigMap.KEY, TopologyCodec.write(DOCUMENT) + " ")),
                new Edit("document gone", false, map -> map.withData(Map.of("other", "x"))),
                new Edit("no data at all", false, map -> map.withData(null)),
                new Edit("another key added", true, map -> map.addToData("other", "x")),
                new Edit(
                        "a label of ours changed",
                        false,
                        map -> map.editMetadata().addToLabels("team", "mine").endMetadata()),
                new Edit(
                        "a label of ours gone",
                        false,
                        map -> map.editMetadata()
                                .removeFromLabels("app.kubernetes.io/managed-by")
                                .endMetadata()),
                new Edit(
                        "all labels gone",
                        false,
                        map -> map.editMetadata().withLabels(null).endMetadata()),
                new Edit(
                        "a foreign label added",
                        true,
                        map -> map.editMetadata()
                                .addToLabels("argocd/instance", "x")
                                .endMetadata()),
                new Edit(
                        "annotations gone",
                        false,
                        map -> map.editMetadata().withAnnotations(null).endMetadata()),
                new Edit(
                        "a foreign annotation added",
                        true,
                        map -> map.editMetadata().addToAnnotations("note", "x").endMetadata()),
                new Edit(
                        "owned by the resource before this one",
                        false,
                        map -> map.editMetadata()
                                .editFirstOwnerReference()
                                .withUid("uid-0")
                                .endOwnerReference()
                                .endMetadata()),
                new Edit(
                        "owner gone",
                        false,
                        map -> map.editMetadata().withOwnerReferences().endMetadata()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void anEditIsNoticed(Edit edit) {
        ConfigMap edited = edit.change().apply(new ConfigMapBuilder(written)).build();
        assertThat(EndpointConfigMap.isIntact(cluster, edited)).isEqualTo(edit.intact());
        ConfigMap restored = EndpointConfigMap.of(cluster, DOCUMENT, edited);
        assertThat(EndpointConfigMap.isIntact(cluster, restored)).isTrue();
    }

    @Test
    void aLabelThatTheSpecNoLongerWantsIsTakenOff() {
        DatabaseCluster fewer = Resources.labelled(Map.of("team", "orders"));
        assertThat(EndpointConfigMap.isIntact(fewer, written)).isFalse();
        ConfigMap rewritten = EndpointConfigMap.of(fewer, DOCUMENT, written);
        assertThat(rewritten.getMetadata().getLabels()).doesNotContainKey("tier");
        assertThat(EndpointConfigMap.isIntact(fewer, rewritten)).isTrue();
    }

    @Test
    void annotationsOfOthersSurviveAWrite() {
        ConfigMap annotated = new ConfigMapBuilder(written)
                .editMetadata()
                .addToAnnotations("note", "x")
                .withResourceVersion("41")
                .endMetadata()
                .build();
        ConfigMap rewritten = EndpointConfigMap.of(cluster, DOCUMENT, annotated);
        assertThat(rewritten.getMetadata().getAnnotations()).containsEntry("note", "x");
        assertThat(rewritten.getMetadata().getResourceVersion()).isEqualTo("41");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "sluice.dev/v1alpha1, DatabaseCluster,  db,    true",
        "sluice.dev/v1,       DatabaseCluster,  db,    true",
        "sluice.dev/v1alpha1, DatabaseCluster,  other, false",
        "sluice.dev/v1alpha1, QueryCachePolicy, db,    false",
        "apps/v1,             DatabaseCluster,  db,    false",
        "sluice.devil/v1,     DatabaseCluster,  db,    false",
    })
    void belongsToTheResourceOfThatName(String apiVersion, String kind, String name, boolean ours) {
        ConfigMap map = new ConfigMapBuilder(written)
                .editMetadata()
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(apiVersion)
                        .withKind(kind)
                        .withName(name)
                        .withUid("uid-0")
                        .build())
                .endMetadata()
                .build();
        assertThat(Ownership.isOurs(cluster, map)).isEqualTo(ours);
    }

    @Test
    void oneWithoutAnOwnerIsForeignWhateverItsLabelsSay() {
        ConfigMap map = new ConfigMapBuilder(written)
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();
        assertThat(Ownership.isOurs(cluster, map)).isFalse();
    }
}

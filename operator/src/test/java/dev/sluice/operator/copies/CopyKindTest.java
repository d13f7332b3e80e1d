package dev.sluice.operator.copies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.kubernetes.ConfigMapDocument;
import dev.sluice.operator.nudge.Consumed;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyKindTest {

    private static final Secret RESOURCE = new Secret();

    private static final ConfigMap COPY = new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("db-endpoints")
            .addToAnnotations("example.com/copy-of", "team/db")
            .endMetadata()
            .build();

    @Test
    void aCopyIsWantedWhileTheResourceNamesItsNamespaceAndItsName() {
        assertThat(asking("db-endpoints", "shop", "billing").wanted(RESOURCE).test(COPY))
                .isTrue();
        assertThat(asking("db-endpoints", "billing").wanted(RESOURCE).test(COPY))
                .isFalse();
        assertThat(asking("other", "shop").wanted(RESOURCE).test(COPY)).isFalse();
        assertThat(asking("db-endpoints", "shop").wanted((Secret) null).test(COPY))
                .as("the resource is gone")
                .isFalse();
    }

    @Test
    void aSpecThatIsNotUnderstoodWantsAllThatIsThere() {
        assertThat(kind(null).wanted(RESOURCE).test(COPY)).isTrue();
    }

    @Test
    void aCopyIsForTheResourceThatTheAnnotationOfItsKindNames() {
        CopyKind<Secret> kind = kind(null);
        assertThat(kind.owner(COPY)).contains(new ResourceID("db", "team"));
        assertThat(kind.owner(annotated(Map.of("example.com/copy-of-something-else", "team/db"))))
                .isEmpty();
        assertThat(kind.owner(annotated(Map.of("example.com/copy-of", "db")))).isEmpty();
        assertThat(kind.owner(
                        new ConfigMapBuilder().withNewMetadata().endMetadata().build()))
                .isEmpty();
    }

    private static ConfigMap annotated(Map<String, String> annotations) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static CopyKind<Secret> asking(String configMap, String... namespaces) {
        return kind(new CopyWish("team", "db", configMap, List.of(namespaces), Map.of()));
    }

    private static CopyKind<Secret> kind(@Nullable CopyWish wish) {
        return new CopyKind<>(
                Secret.class,
                "example.com/copy-of",
                new ConfigMapDocument<>("document", "document.json", CachePolicyCodec::read),
                Consumed.ENDPOINTS,
                secret -> Optional.ofNullable(wish),
                "spec.publishTo",
                "choose another name");
    }
}

package dev.sluice.operator.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.health.WatchTrial.Lack;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Compares the schemas that the API server has of our resources with those of this operator's CRDs. Of a field that an older
 * CRD does not have, the API server drops what users write, and nothing else would tell. Asks by the discovery that
 * Kubernetes grants to everybody: a right to read CRDs could not be narrowed to some namespaces. Not thread-safe.
 */
@Singleton
class CrdTrial {

    private static final Logger LOG = Logger.getLogger(CrdTrial.class);

    private static final String PATH = "/openapi/v3/apis/" + DatabaseCluster.GROUP + "/v1alpha1";
    private static final String GVK = "x-kubernetes-group-version-kind";

    /** The document is some hundred kilobytes, and changes with an upgrade alone. */
    private static final Duration WHEN_COMPLETE = Duration.ofMinutes(10);

    private static final Duration WHEN_NOT = Duration.ofSeconds(20);

    private final KubernetesClient client;
    private final Clock clock;
    private Instant due = Instant.MIN;
    private List<Lack> known = List.of();

    CrdTrial(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** The CRDs of these kinds that are older than this operator, as they were when they were last looked at. */
    List<Lack> lacks(List<ServedKind> kinds) {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            Optional<List<Lack>> answer = ask(kinds);
            known = answer.orElse(known);
            due = now.plus(answer.isPresent() && known.isEmpty() ? WHEN_COMPLETE : WHEN_NOT);
        }
        return known;
    }

    private Optional<List<Lack>> ask(List<ServedKind> kinds) {
        try {
            String document = client.raw(PATH);
            if (document == null) {
                // There is no CRD at all, which the trial of its kind tells.
                return Optional.empty();
            }
            JsonNode schemas = Serialization.unmarshal(document, JsonNode.class)
                    .path("components")
                    .path("schemas");
            return Optional.of(kinds.stream()
                    .flatMap(kind -> compare(kind, schemas).stream())
                    .toList());
        } catch (KubernetesClientException e) {
            LOG.debugf("The API server could not be asked for the schemas of the CRDs: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Lack> compare(ServedKind kind, JsonNode schemas) {
        for (JsonNode schema : schemas) {
            if (kind.type()
                    .getSimpleName()
                    .equals(schema.path(GVK).path(0).path("kind").asText())) {
                List<String> fields = SchemaGap.fields(own(kind), schema);
                return fields.isEmpty() ? List.of() : List.of(new Lack(sentence(kind, fields), "", true));
            }
        }
        return List.of();
    }

    private static String sentence(ServedKind kind, List<String> fields) {
        return "The CRD " + kind.crd() + " is older than this operator: it lacks " + String.join(", ", fields)
                + ". What is written there is dropped. Apply the CRDs of this operator's chart (kubectl apply"
                + " --server-side --force-conflicts -f <chart>/files/crds).";
    }

    private static JsonNode own(ServedKind kind) {
        String file = "/META-INF/sluice-fields/" + kind.crd() + ".json";
        try (InputStream json = CrdTrial.class.getResourceAsStream(file)) {
            if (json == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return Serialization.unmarshal(json, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

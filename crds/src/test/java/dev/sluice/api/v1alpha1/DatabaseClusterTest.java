package dev.sluice.api.v1alpha1;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseClusterTest {

    private static final String MINIMAL = """
            database: orders
            credentials: {secretName: monitor}
            primary: {name: a, host: a.example.internal}
            """;

    @Test
    void aStoredObjectWithoutDefaultsGetsThem() {
        DatabaseClusterSpec spec = read(MINIMAL, DatabaseClusterSpec.class);

        assertThat(spec)
                .isEqualTo(new DatabaseClusterSpec(
                        "orders",
                        new Credentials("monitor", "username", "password"),
                        new Tls(Tls.Mode.VERIFY_FULL, null, null),
                        new Member("a", "a.example.internal", 5432, 1, null, null, false),
                        List.of(),
                        null,
                        new Probe(Duration.ofSeconds(30), null, 3, 1),
                        new LagLimits(Duration.ofSeconds(5), null),
                        new Routing(Routing.WhenNoReplica.PRIMARY),
                        new EndpointsSpec(null, Map.of(), List.of()),
                        false))
                .isEqualTo(DatabaseClusterSpec.of(
                        "orders", Credentials.of("monitor"), Member.of("a", "a.example.internal", 5432), List.of()));
        assertThat(spec.unreadable()).isEmpty();
    }

    @Test
    void secretsGetTheKeysOfTheirUsualTypes() {
        Tls tls = read("{caSecret: {name: ca}, clientCertificateSecret: {name: client}}", Tls.class);

        assertThat(tls)
                .isEqualTo(new Tls(
                        Tls.Mode.VERIFY_FULL,
                        new Tls.CaSecret("ca", "ca.crt"),
                        new Tls.ClientCertificateSecret("client", "tls.crt", "tls.key")));
    }

    @Test
    void everyFieldSurvivesARoundTrip() throws Exception {
        String yaml = Files.readString(Path.of("src/test/resources/validation/valid/full.yaml"));
        DatabaseCluster cluster = Serialization.unmarshal(yaml, DatabaseCluster.class);
        cluster.setStatus(fullStatus());

        DatabaseCluster copy = Serialization.clone(cluster);

        assertThat(copy.getSpec()).isEqualTo(cluster.getSpec());
        assertThat(copy.getStatus()).isEqualTo(cluster.getStatus());
        assertThat(Serialization.asYaml(copy)).isEqualTo(Serialization.asYaml(cluster));
        JsonNode written = Serialization.unmarshal(Serialization.asYaml(cluster), JsonNode.class);
        JsonNode read = Serialization.unmarshal(yaml, JsonNode.class);
        assertThat(written.get("spec")).isEqualTo(read.get("spec"));
    }

    @Test
    void whatIsUnknownIsIgnoredAndWhatIsAbsentIsNotWritten() {
        DatabaseClusterStatus status = read(
                "{primary: a, future: {deep: [1]}, members: [{name: a, role: Primary, state: Healthy, colour: blue}]}",
                DatabaseClusterStatus.class);

        assertThat(status.member("a"))
                .hasValueSatisfying(member -> assertThat(member.state()).isEqualTo(MemberState.HEALTHY));
        assertThat(status.member("b")).isEmpty();
        assertThat(Serialization.asJson(status))
                .isEqualTo("{\"conditions\":[],\"primary\":\"a\",\"members\":"
                        + "[{\"name\":\"a\",\"role\":\"Primary\",\"state\":\"Healthy\"}]}");
    }

    @Test
    void statusFindsItsConditions() {
        DatabaseClusterStatus status = fullStatus();

        assertThat(status.condition(ConditionType.READY))
                .hasValueSatisfying(condition -> assertThat(condition.holds()).isTrue());
        assertThat(status.condition(ConditionType.SPLIT_BRAIN)).isEmpty();
        assertThat(DatabaseClusterStatus.empty().conditions()).isEmpty();
    }

    @Test
    void requiredFieldsOfAStoredObjectThatDoesNotFitAreNamed() {
        DatabaseClusterSpec spec =
                read("{credentials: {}, replicas: [{name: b, host: b}, {name: c}]}", DatabaseClusterSpec.class);

        assertThat(spec.unreadable())
                .containsExactly(
                        "spec.database", "spec.credentials.secretName", "spec.primary", "spec.replicas[1].host");
        assertThat(read("{primary: {}}", DatabaseClusterSpec.class).unreadable())
                .containsExactly("spec.database", "spec.credentials", "spec.primary.name", "spec.primary.host");
    }

    @Test
    void aDurationOfAnotherFormIsAnErrorThatAProblemHandlerCanTake() {
        ObjectMapper mapper = new ObjectMapper();
        KubernetesSerialization strict = new KubernetesSerialization(mapper, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.unmarshal("---\n{interval: 1m30s}", Probe.class))
                .withMessageContaining("write a whole number and one unit");

        ObjectMapper lenientMapper = new ObjectMapper().addHandler(new NullForWhatDoesNotFit());
        KubernetesSerialization lenient = new KubernetesSerialization(lenientMapper, false);
        assertThat(lenient.unmarshal("---\n{interval: 1m30s}", Probe.class)).isEqualTo(Probe.defaults());
    }

    @Test
    void anObjectThatDoesNotFitAtAllIsStillReadAndItsFaultsAreNamed() {
        ObjectMapper mapper = new ObjectMapper().addHandler(new NullForWhatDoesNotFit());
        KubernetesSerialization lenient = new KubernetesSerialization(mapper, false);

        DatabaseCluster cluster = lenient.unmarshal("""
                apiVersion: sluice.dev/v1alpha1
                kind: DatabaseCluster
                metadata: {name: odd}
                spec:
                  database: [orders]
                  credentials: monitor
                  tls: {mode: sometimes, caSecret: ca}
                  primary: a.example.internal
                  replicas: [b.example.internal, {name: c, host: {name: c}}, {name: d, host: d}]
                  probe: fast
                  lag: {maxTime: 5 s, maxBytes: [1]}
                  routing: {whenNoReplica: Wait}
                  endpoints: {labels: {team: {a: b}, tier: one}}
                  paused: {until: tomorrow}
                status:
                  replicas: {total: many, usable: [1]}
                  endpoints: {revision: {}, publishedAt: noon}
                  conditions: [Ready, {type: Ready, status: Perhaps, reason: A, message: [b]}]
                  members: [a, {name: b, role: 7, state: Gone}]
                """, DatabaseCluster.class);

        DatabaseClusterSpec spec = cluster.getSpec();
        assertThat(spec.unreadable())
                .containsExactly(
                        "spec.database",
                        "spec.credentials",
                        "spec.primary",
                        "spec.replicas[0]",
                        "spec.replicas[1].host");
        assertThat(spec.tls()).isEqualTo(Tls.defaults());
        assertThat(spec.probe()).isEqualTo(Probe.defaults());
        assertThat(spec.lag()).isEqualTo(LagLimits.defaults());
        assertThat(spec.routing()).isEqualTo(Routing.defaults());
        assertThat(spec.endpoints().labels()).isEqualTo(Map.of("tier", "one"));
        assertThat(spec.paused()).isFalse();
        DatabaseClusterStatus status = requireNonNull(cluster.getStatus());
        assertThat(status.condition(ConditionType.READY))
                .hasValueSatisfying(ready -> assertThat(ready.holds()).isFalse());
        assertThat(status.member("b"))
                .hasValueSatisfying(member -> assertThat(member.state()).isEqualTo(MemberState.UNKNOWN));
        assertThat(status.replicas()).isEqualTo(ReplicaCount.of(0, 0));
        assertThat(status.endpoints()).isEqualTo(new EndpointsStatus(null, null, null));
        assertThat(Serialization.asYaml(cluster)).contains("name: \"d\"");
    }

    @ParameterizedTest
    @CsvSource({"30s, 5s", "1h, 5s", "6s, 4800ms", "6250ms, 5s", "1s, 800ms"})
    void withoutATimeoutTheDeadlineIsTheSmallerOfFiveSecondsAndFourFifthsOfTheInterval(
            String interval, String deadline) {
        assertThat(Probe.every(DurationText.parse(interval)).effectiveTimeout())
                .isEqualTo(DurationText.parse(deadline));
    }

    @Test
    void theTimeoutOfTheUserIsTheDeadline() {
        Probe probe = read("{interval: 20s, timeout: 15s}", Probe.class);

        assertThat(probe.effectiveTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void theConfigMapIsNamedAfterTheResourceUnlessTheSpecNamesIt() {
        DatabaseCluster cluster = new DatabaseCluster();
        cluster.setMetadata(new ObjectMetaBuilder().withName("orders").build());
        cluster.setSpec(read(MINIMAL, DatabaseClusterSpec.class));
        assertThat(cluster.endpointsConfigMapName()).isEqualTo("orders-endpoints");

        cluster.setSpec(read(MINIMAL + "endpoints: {configMapName: own}", DatabaseClusterSpec.class));
        assertThat(cluster.endpointsConfigMapName()).isEqualTo("own");
    }

    @Test
    void membersAreThePrimaryAndThenTheReplicas() {
        DatabaseClusterSpec spec =
                read(MINIMAL + "replicas: [{name: b, host: b}, {name: c, host: c}]", DatabaseClusterSpec.class);

        assertThat(spec.members()).extracting(Member::name).containsExactly("a", "b", "c");
    }

    @Test
    void tlsModesAreWrittenAsLibpqWritesThem() {
        assertThat(Tls.Mode.values())
                .extracting(Tls.Mode::text)
                .containsExactly("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
        assertThat(read("{mode: verify-ca}", Tls.class).mode()).isEqualTo(Tls.Mode.VERIFY_CA);
    }

    /** The mark makes the serialiser take flow style for YAML; without it a brace means JSON. */
    private static <T> T read(String yaml, Class<T> type) {
        return Serialization.unmarshal("---\n" + yaml, type);
    }

    private static DatabaseClusterStatus fullStatus() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        return new DatabaseClusterStatus(
                3L,
                List.of(Condition.of(ConditionType.READY, ConditionStatus.TRUE, "AllUsable", "", 3L, noon)),
                "a",
                2,
                "7406375392763543456",
                1,
                ReplicaCount.of(2, 3),
                "1.2s",
                1.2,
                0.6,
                List.of(new MemberStatus(
                        "b",
                        "b.example.internal",
                        5432,
                        MemberRole.REPLICA,
                        MemberState.WRONG_ROLE,
                        "SplitBrain",
                        "m".repeat(2000),
                        1.2,
                        300L,
                        100L,
                        200L,
                        4L,
                        0,
                        noon)),
                new EndpointsStatus("orders-endpoints", 12L, noon));
    }

    /** As the operator reads objects that were stored under another schema: what doesn't fit is null. */
    private static final class NullForWhatDoesNotFit extends DeserializationProblemHandler {

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, String message) throws IOException {
            return skipped(context.getParser());
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> target, Number value, String message) throws IOException {
            return skipped(context.getParser());
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String message)
                throws IOException {
            return skipped(parser);
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> target,
                ValueInstantiator instantiator,
                JsonParser parser,
                String message)
                throws IOException {
            return skipped(parser);
        }

        /** An array in place of a number is reported as a weird string, with the parser still at its bracket. */
        private static @Nullable Object skipped(JsonParser parser) throws IOException {
            parser.skipChildren();
            return null;
        }
    }
}

package dev.sluice.routing.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.document.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyCodecTest {

    private static final Topology FULL = new Topology(
            "shop/orders",
            "6a1f",
            7,
            Instant.parse("2026-11-24T10:15:30.250Z"),
            "orders",
            "7301234567890123456",
            3,
            new Endpoint("pg-0", "pg-0.db", 5432, Role.PRIMARY, 1, "eu-1a", EndpointState.HEALTHY, "Ok", null, null),
            List.of(
                    new Endpoint(
                            "pg-1",
                            "pg-1.db",
                            5433,
                            Role.REPLICA,
                            100,
                            null,
                            EndpointState.HEALTHY,
                            "Ok",
                            Duration.ofMillis(1500),
                            new PublishedLag(0.25, 4096L)),
                    new Endpoint(
                            "pg-2",
                            "2001:db8::7",
                            5432,
                            Role.UNKNOWN,
                            0,
                            null,
                            EndpointState.WRONG_ROLE,
                            "ForeignSystem",
                            null,
                            new PublishedLag(null, null))),
            new RoutingPolicy(Duration.ofSeconds(5), 16_777_216L, 3, Fallback.FAIL));

    private static final Topology BARE = new Topology(
            "shop/orders",
            "6a1f",
            1,
            Instant.EPOCH,
            "orders",
            null,
            null,
            null,
            List.of(),
            new RoutingPolicy(Duration.ofHours(2), null, 1, Fallback.PRIMARY));

    @Test
    void whatIsWrittenIsReadBack() throws TopologyFormatException {
        assertThat(TopologyCodec.read(TopologyCodec.write(FULL))).isEqualTo(FULL);
        assertThat(TopologyCodec.read(TopologyCodec.write(BARE))).isEqualTo(BARE);
    }

    @Test
    void anyNameOfADatabaseThatTheOperatorMayPublishIsReadBack() throws TopologyFormatException {
        Topology blank =
                new Topology("shop/orders", "6a1f", 1, Instant.EPOCH, " ", null, null, null, List.of(), BARE.policy());
        assertThat(TopologyCodec.read(TopologyCodec.write(blank))).isEqualTo(blank);
    }

    @Test
    void theHighestRevisionIsReadBack() throws TopologyFormatException {
        Topology highest = FULL.withRevision(TopologyCodec.MAX_REVISION, FULL.publishedAt());
        assertThat(TopologyCodec.read(TopologyCodec.write(highest))).isEqualTo(highest);
    }

    @Test
    void theTextIsTheOneThatWasAgreed() {
        assertThat(TopologyCodec.write(FULL)).isEqualTo("""
            {
              "schemaVersion" : 1,
              "cluster" : "shop/orders",
              "uid" : "6a1f",
              "revision" : 7,
              "publishedAt" : "2026-11-24T10:15:30.250Z",
              "database" : "orders",
              "systemIdentifier" : "7301234567890123456",
              "timeline" : 3,
              "primary" : {
                "name" : "pg-0",
                "host" : "pg-0.db",
                "port" : 5432,
                "role" : "Primary",
                "weight" : 1,
                "zone" : "eu-1a",
                "state" : "Healthy",
                "reason" : "Ok"
              },
              "replicas" : [ {
                "name" : "pg-1",
                "host" : "pg-1.db",
                "port" : 5433,
                "role" : "Replica",
                "weight" : 100,
                "state" : "Healthy",
                "reason" : "Ok",
                "maxLag" : "1500ms",
                "lag" : {
                  "seconds" : 0.25,
                  "bytes" : 4096
                }
              }, {
                "name" : "pg-2",
                "host" : "2001:db8::7",
                "port" : 5432,
                "role" : "Unknown",
                "weight" : 0,
                "state" : "WrongRole",
                "reason" : "ForeignSystem",
                "lag" : { }
              } ],
              "policy" : {
                "maxLag" : "5s",
                "maxLagBytes" : 16777216,
                "failureThreshold" : 3,
                "fallback" : "Fail"
              }
            }
            """);
    }

    @Test
    void unknownFieldsAreIgnored() throws TopologyFormatException {
        String json = TopologyCodec.write(FULL)
                .replace("\"revision\" : 7,", "\"revision\" : 7, \"new\" : {\"a\" : [1]},")
                .replace("\"port\" : 5433,", "\"port\" : 5433, \"colour\" : \"blue\",");
        assertThat(TopologyCodec.read(json)).isEqualTo(FULL);
    }

    @Test
    void everyCutIsNoticed() {
        String json = TopologyCodec.write(FULL).strip();
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> TopologyCodec.read(cut))
                    .as("cut after %d characters", length)
                    .isInstanceOf(TopologyFormatException.class);
        }
        assertThatThrownBy(() -> TopologyCodec.read(json + "}")).isInstanceOf(TopologyFormatException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\" : 1     | \"schemaVersion\" : 2    | schemaVersion is 2, this library reads 1: use",
                "\"schemaVersion\" : 1,    | ''                       | field schemaVersion is missing",
                "\"revision\" : 7          | \"revision\" : 0         | revision is 0, expected a whole number from 1"
                        + " to 9007199254740992",
                "\"revision\" : 7          | \"revision\" : 9007199254740993    | revision is 9007199254740993,"
                        + " expected a whole number from 1 to",
                "\"revision\" : 7          | \"revision\" : 9223372036854775807 | revision is 9223372036854775807,"
                        + " expected a whole number from 1 to",
                "\"revision\" : 7          | \"revision\" : \"7\"     | revision is \"7\", expected a whole number",
                "\"port\" : 5433           | \"port\" : 70000         | replicas[0].port is 70000, expected a whole"
                        + " number from 1 to 65535",
                "\"weight\" : 100          | \"weight\" : 1.5         | replicas[0].weight is 1.5, expected a whole"
                        + " number from 0 to 1000",
                "\"state\" : \"WrongRole\" | \"state\" : \"Odd\"      | replicas[1].state is \"Odd\", expected one of"
                        + " Healthy, Lagging",
                "\"maxLag\" : \"1500ms\"   | \"maxLag\" : \"1.5s\"    | replicas[0].maxLag is \"1.5s\", expected a"
                        + " whole number",
                "\"fallback\" : \"Fail\"   | \"other\" : 1            | field policy.fallback is missing",
                "2026-11-24T10:15:30.250Z  | yesterday                | publishedAt is \"yesterday\", expected an"
                        + " instant",
                "\"name\" : \"pg-2\"       | \"name\" : \"pg-1\"      | two endpoints have the name \"pg-1\"",
                "\"host\" : \"pg-1.db\"    | \"host\" : \" \"         | replicas[0].host is \" \", expected a string"
                        + " that is not blank",
                "\"uid\" : \"6a1f\",       | \"uid\" : null,          | uid is null, expected a string",
            })
    void aWrongFieldIsNamedWithItsValueAndWhatWouldBeRight(String right, String wrong, String message) {
        String json = TopologyCodec.write(FULL);
        assertThat(json).contains(right);
        assertThatThrownBy(() -> TopologyCodec.read(json.replace(right, wrong)))
                .isInstanceOf(TopologyFormatException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1", "1500ms, 1500", "5s, 5000", "90s, 90000", "1m, 60000", "2h, 7200000"})
    void durationsHaveOneTextForm(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void durationsWithoutTextFormAreRefused() {
        for (Duration none :
                List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(-1), Duration.ofDays(70_000))) {
            assertThatThrownBy(() -> Durations.format(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

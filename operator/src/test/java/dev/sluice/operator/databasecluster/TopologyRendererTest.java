package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Story;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.PublishedLag;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyRendererTest {

    private static final PlanBuilder PLAN = PlanBuilder.of("p", "r1", "r2");
    private static final String HEALTHY = "p=W1 r1=S1 r2=S1";

    @Test
    void theWholeDocument() {
        Story story = Story.of(PlanBuilder.of("p", "r1")
                        .limits(Duration.ofSeconds(2), 4_096L)
                        .ownMaxLag("r1", Duration.ofSeconds(9))
                        .thresholds(4, 1)
                        .fallback(Fallback.FAIL))
                .rounds("p=W6 r1=S6b");
        Topology topology = TopologyRenderer.render(story.state());
        assertThat(topology.cluster()).isEqualTo("team/db");
        assertThat(topology.uid()).isEqualTo("uid-1");
        assertThat(topology.database()).isEqualTo("app");
        assertThat(topology.systemIdentifier()).isEqualTo(Story.SYSTEM);
        assertThat(topology.timeline()).isEqualTo(6);
        assertThat(topology.policy()).isEqualTo(new RoutingPolicy(Duration.ofSeconds(2), 4_096L, 4, Fallback.FAIL));
        assertThat(topology.primary())
                .isEqualTo(new Endpoint(
                        "p", "p.example", 5432, Role.PRIMARY, 1, null, EndpointState.HEALTHY, "Ok", null, null));
        assertThat(topology.replicas())
                .containsExactly(new Endpoint(
                        "r1",
                        "r1.example",
                        5432,
                        Role.REPLICA,
                        1,
                        null,
                        EndpointState.LAGGING,
                        "LagTime",
                        Duration.ofSeconds(9),
                        new PublishedLag(60.0, 20_000_000L)));
    }

    @Test
    void whileNobodyAnswersMembersStayWhatTheyWereUnderTheSpecOfNow() {
        Story story = Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1 | p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=-");
        Topology before = TopologyRenderer.render(
                Story.of(PLAN).rounds("p=W1 r1=S1 r2=S1").state());
        assertThat(TopologyRenderer.render(story.state()).sameRouting(before)).isTrue();
        story.renew(PlanBuilder.of("p", "r1", "r2").drain("r2"));
        assertThat(TopologyRenderer.render(story.state()).endpoint("r2"))
                .hasValueSatisfying(r2 -> assertThat(r2.state()).isEqualTo(EndpointState.DRAINING));
    }

    /** Each is name:role:state; the primary is before the bar. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=S1 r2=S1,                       p:Primary:Healthy / r1:Replica:Healthy r2:Replica:Healthy",
        "p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1,     p:Primary:Healthy / r1:Replica:Healthy r2:Replica:Healthy",
        "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2,     r1:Primary:Healthy / p:Unknown:Unknown r2:Replica:Healthy",
        "p=W1 r1=W2 r2=S2,                       r1:Primary:Healthy / p:Primary:WrongRole r2:Replica:Healthy",
        "p=W1 r1=S1x r2=W1x,                     p:Primary:Healthy / r1:Unknown:WrongRole r2:Unknown:WrongRole",
        "p=W1 r1=W1 r2=S1,                       ' / p:Primary:WrongRole r1:Primary:WrongRole r2:Replica:Unknown'",
        "p=S1 r1=S1 r2=-,                        ' / p:Replica:Unknown r1:Replica:Unknown r2:Unknown:Unknown'",
    })
    void membershipAndRoles(String rounds, String expected) {
        Topology topology =
                TopologyRenderer.render(Story.of(PLAN).rounds(rounds).state());
        assertThat(text(topology)).isEqualTo(expected);
    }

    @Test
    void aSilentPrimaryIsPublishedAsUnreachableOnceConfirmedAndNeverDropped() {
        Story story = Story.of(PLAN).rounds(HEALTHY).rounds("p=- r1=S1 r2=S1 | p=- r1=S1 r2=S1 | p=- r1=S1 r2=S1");
        Topology topology = TopologyRenderer.render(story.state());
        assertThat(text(topology)).isEqualTo("p:Primary:Unreachable / r1:Replica:Healthy r2:Replica:Healthy");
    }

    @Test
    void figuresThatMoveDoNotChangeRouting() {
        Story story = Story.of(PLAN).rounds("p=W1 r1=S1b r2=S1");
        Topology before = TopologyRenderer.render(story.state());
        Topology after =
                TopologyRenderer.render(story.rounds("p=W1 r1=S1c r2=S1").state());
        assertThat(after.replicas().get(0).lag())
                .isNotEqualTo(before.replicas().get(0).lag());
        assertThat(after.sameRouting(before)).isTrue();
    }

    @Test
    void bytesAreToldWhereTheTimeIsNotKnown() {
        Topology topology = TopologyRenderer.render(
                Story.of(PLAN).rounds("p=W1 r1=S1c r2=S1h").state());
        assertThat(topology.replicas().get(0).lag()).isEqualTo(new PublishedLag(null, 1_000L));
        assertThat(topology.replicas().get(1).lag()).isNull();
    }

    @Test
    void whatIsRenderedCanBeRead() throws TopologyFormatException {
        for (String rounds : List.of(HEALTHY, "p=W1 r1=W1 r2=S1", "p=- r1=- r2=-", "p=W? r1=S1c r2=S1x")) {
            Topology topology =
                    TopologyRenderer.render(Story.of(PLAN).rounds(rounds).state());
            assertThat(TopologyCodec.read(TopologyCodec.write(topology))).isEqualTo(topology);
        }
    }

    private static String text(Topology topology) {
        String replicas =
                topology.replicas().stream().map(TopologyRendererTest::text).collect(Collectors.joining(" "));
        return (topology.primary() == null ? "" : text(topology.primary())) + " / " + replicas;
    }

    private static String text(Endpoint endpoint) {
        return endpoint.name() + ":" + endpoint.role().label() + ":"
                + endpoint.state().label();
    }
}

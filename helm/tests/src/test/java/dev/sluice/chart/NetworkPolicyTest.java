package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {

    @Test
    void thereIsNoneUnlessAskedFor() {
        assertThat(Chart.render().all("NetworkPolicy")).isEmpty();
    }

    @Test
    void outGoNamesTheApiServerDatabasesAndRedis() {
        assertThat(egress("networkPolicy.enabled=true"))
                .containsExactly("53/UDP 53/TCP", "443/TCP 6443/TCP 5432/TCP 6379/TCP 26379/TCP");
        assertThat(egress("networkPolicy={\"enabled\":true,\"dnsPorts\":[53,5353],\"apiServerPorts\":[6443],"
                        + "\"databasePorts\":[5432,6432],\"redisPorts\":[6380,6443]}"))
                .containsExactly("53/UDP 53/TCP 5353/UDP 5353/TCP", "6443/TCP 5432/TCP 6432/TCP 6380/TCP");
    }

    @Test
    void redisIsNotLetOutWhenNobodyAsksIt() {
        assertThat(egress("networkPolicy.enabled=true", "queryCachePolicies.enabled=false"))
                .containsExactly("53/UDP 53/TCP", "443/TCP 6443/TCP 5432/TCP");
    }

    // A rule whose list of ports is empty lets everything out.
    @Test
    void noRuleIsWithoutPorts() {
        assertThat(egress("networkPolicy={\"enabled\":true,\"dnsPorts\":[],\"databasePorts\":[],\"redisPorts\":[]}"))
                .containsExactly("443/TCP 6443/TCP");
    }

    @Test
    void inComesWhoAsksForMetricsOnly() {
        JsonNode ingress = policy("networkPolicy.enabled=true").at("/spec/ingress");
        assertThat(ingress).hasSize(1);
        assertThat(ingress.at("/0/ports")).hasToString("[{\"port\":\"http\",\"protocol\":\"TCP\"}]");
        assertThat(ingress.at("/0").has("from")).isFalse();

        assertThat(Chart.render(Chart.valueFile("everything"))
                        .the("NetworkPolicy")
                        .at("/spec/ingress/0/from/0/namespaceSelector/matchLabels"))
                .hasToString("{\"kubernetes.io/metadata.name\":\"monitoring\"}");
    }

    private static JsonNode policy(String... settings) {
        return Chart.render(settings).the("NetworkPolicy");
    }

    /** The ports of each rule. */
    private static List<String> egress(String... settings) {
        List<String> rules = new ArrayList<>();
        for (JsonNode rule : policy(settings).at("/spec/egress")) {
            List<String> ports = new ArrayList<>();
            for (JsonNode port : rule.at("/ports")) {
                ports.add(port.at("/port").asText() + "/" + port.at("/protocol").asText());
            }
            rules.add(String.join(" ", ports));
        }
        return rules;
    }
}

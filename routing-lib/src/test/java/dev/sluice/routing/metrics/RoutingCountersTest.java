package dev.sluice.routing.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingCountersTest {

    @Test
    void eachEventIsCountedOnceAndToldOn() {
        List<String> told = new ArrayList<>();
        RoutingCounters counters = new RoutingCounters(new RoutingMeter() {
            @Override
            public void read(String endpoint) {
                told.add("read " + endpoint);
            }

            @Override
            public void ejected(String endpoint, String reason) {
                told.add("ejected " + endpoint + " " + reason);
            }
        });
        counters.read("r1");
        counters.read("r1");
        counters.write("p");
        counters.failed("r1");
        counters.retried("r1");
        counters.ejected("r1", "Timeout");
        counters.returned("r1");
        counters.fellBack("p");

        assertThat(counters.endpoints())
                .containsExactly(
                        new EndpointStatistics("p", 0, 1, 0, 0, 0), new EndpointStatistics("r1", 2, 0, 1, 1, 1));
        assertThat(counters.fallbacks()).isEqualTo(1);
        assertThat(told).containsExactly("read r1", "read r1", "ejected r1 Timeout");
    }
}

package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    private static final String BEFORE = """
            # HELP delay_seconds How late.
            delay_seconds_bucket{le="0.1"} 5
            delay_seconds_bucket{le="1.0"} 5
            delay_seconds_bucket{le="+Inf"} 5
            requests_total{verb="GET",resource="secrets"} 3
            """;

    private static final String AFTER = """
            delay_seconds_bucket{le="0.1"} 103
            delay_seconds_bucket{le="1.0"} 104
            delay_seconds_bucket{le="+Inf"} 105
            requests_total{verb="GET",resource="secrets",subresource=""} 7
            requests_total{verb="PUT",resource="leases"} 2.5e+01
            limit +Inf
            """;

    private final PrometheusText before = PrometheusText.parse(BEFORE);
    private final PrometheusText after = PrometheusText.parse(AFTER);

    @Test
    void sumsTheSeriesThatAreMeant() {
        assertThat(after.sum("requests_total", series -> true)).isEqualTo(32);
        assertThat(after.sum("requests_total", series -> series.has("verb", "PUT")))
                .isEqualTo(25);
        assertThat(after.sum("nothing", series -> true)).isZero();
    }

    @Test
    void confusesNoLabelWithOneThatEndsLikeIt() {
        assertThat(after.sum("requests_total", series -> series.has("resource", "")))
                .isZero();
        assertThat(after.sum("requests_total", series -> series.has("subresource", "")))
                .isEqualTo(7);
    }

    @Test
    void readsInfinityAsPrometheusSpellsIt() {
        assertThat(after.sum("limit", series -> true)).isInfinite();
    }

    @Test
    void findsQuantilesOfWhatHappenedBetween() {
        assertThat(PrometheusText.quantile("delay_seconds", 0.98, before, after))
                .isEqualTo(0.1);
        assertThat(PrometheusText.quantile("delay_seconds", 0.99, before, after))
                .isEqualTo(1.0);
        assertThat(PrometheusText.quantile("delay_seconds", 1.0, before, after)).isInfinite();
    }

    @Test
    void knowsNoQuantileOfNothing() {
        assertThat(PrometheusText.quantile("delay_seconds", 0.99, after, after)).isNaN();
    }
}

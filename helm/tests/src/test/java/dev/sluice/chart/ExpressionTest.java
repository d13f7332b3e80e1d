package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTest {

    @Test
    void metricsAndLabelsAreFound() {
        Expression parsed = Expression.parse(
                "histogram_quantile(0.95, sum by (le, cluster) (rate(a_bucket{state=\"x\", ns=~\"$n\"}[5m]))) > 0"
                        + " unless on (member) max by (member) (b == 1) or time() - c");

        assertThat(parsed.metrics()).containsExactly("a_bucket", "b", "c");
        assertThat(parsed.labels()).containsExactly("cluster", "le", "member", "ns", "state");
    }
}

package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringTest {

    @Test
    void withoutPrometheusOperatorThereAreOnlyConfigMaps() {
        Manifests manifests = Chart.render();

        assertThat(manifests.objects())
                .noneMatch(object -> object.at("/apiVersion").asText().startsWith("monitoring."));
        assertThat(manifests.all("ConfigMap"))
                .extracting(object -> object.at("/metadata/name").asText())
                .containsExactlyInAnyOrder("sluice-operator-rules", "sluice-operator-dashboard");
    }

    @ParameterizedTest
    @CsvSource({"all-namespaces, PodMonitor, podMetricsEndpoints", "everything, ServiceMonitor, endpoints"})
    void withItThereIsAMonitorThatKeepsTheLabelsOfSeries(String values, String kind, String endpoints) {
        Manifests manifests = Chart.render(Chart.valueFile(values), Chart.withPrometheusOperator());

        JsonNode endpoint = manifests.the(kind).at("/spec/" + endpoints + "/0");
        assertThat(endpoint.at("/honorLabels").asBoolean()).isTrue();
        assertThat(endpoint.at("/path").asText()).isEqualTo("/q/metrics");
        assertThat(endpoint.at("/port"))
                .isEqualTo(manifests.container().at("/ports/0/name"))
                .isEqualTo(manifests.the("Service").at("/spec/ports/0/name"));
        assertThat(manifests.all("PodMonitor").size()
                        + manifests.all("ServiceMonitor").size())
                .isEqualTo(1);
    }

    @Test
    void monitorsAndRulesHaveNoFieldThatThatApiDoesNotKnow() throws IOException {
        ObjectMapper strict = new ObjectMapper().setAnnotationIntrospector(new NoAnySetter());
        Manifests pod = Chart.render(Chart.valueFile("all-namespaces"), Chart.withPrometheusOperator());
        Manifests service = Chart.render(Chart.valueFile("everything"), Chart.withPrometheusOperator());

        assertThat(strict.treeToValue(pod.the("PodMonitor"), PodMonitor.class).getSpec())
                .isNotNull();
        assertThat(strict.treeToValue(service.the("ServiceMonitor"), ServiceMonitor.class)
                        .getSpec())
                .isNotNull();
        assertThat(strict.treeToValue(service.the("PrometheusRule"), PrometheusRule.class)
                        .getSpec()
                        .getGroups())
                .isNotEmpty();
    }

    /** The model's classes would otherwise put aside what they do not know. */
    private static final class NoAnySetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    @Test
    void monitorNeedsItsOwnKindAndNotAnotherOne() {
        Manifests manifests =
                Chart.render(Chart.valueFile("openshift"), "--api-versions", Chart.PROMETHEUS_OPERATOR + "/PodMonitor");

        assertThat(manifests.all("ServiceMonitor")).isEmpty();
        assertThat(manifests.all("PodMonitor")).isEmpty();
    }

    @Test
    void ruleAndConfigMapSayTheSame() {
        Manifests with = Chart.render(Chart.valueFile("all-namespaces"), Chart.withPrometheusOperator());
        Manifests without = Chart.render(Chart.valueFile("all-namespaces"));

        assertThat(with.all("ConfigMap"))
                .extracting(object -> object.at("/metadata/name").asText())
                .containsExactly("sluice-operator-dashboard");
        assertThat(with.the("PrometheusRule").at("/spec"))
                .isEqualTo(Manifests.yaml(without.the("ConfigMap", "sluice-operator-rules")
                        .at("/data/sluice.rules.yaml")
                        .asText()));
    }

    @Test
    void everyPartCanBeLeftOut() {
        Manifests manifests = Chart.render(Chart.valueFile("one-replica"), Chart.withPrometheusOperator());

        assertThat(manifests.all("ConfigMap")).isEmpty();
        assertThat(manifests.all("PrometheusRule")).isEmpty();
        assertThat(manifests.all("PodMonitor")).isEmpty();
    }

    @Test
    void sidecarFindsTheDashboardByItsLabel() {
        JsonNode standard = Chart.render().the("ConfigMap", "sluice-operator-dashboard");
        JsonNode changed = Chart.render(Chart.valueFile("everything")).the("ConfigMap", "gate-keeper-dashboard");

        assertThat(standard.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(changed.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("databases");
        assertThat(changed.at("/metadata/annotations/grafana_folder").asText()).isEqualTo("Databases");
    }
}

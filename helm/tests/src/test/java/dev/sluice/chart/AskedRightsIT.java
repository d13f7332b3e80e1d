package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In each way of installing, the operator asks for what the chart grants, no more and no less: it would not become ready
 * otherwise, or would not tell what it lacks.
 */
class AskedRightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NAMED = "watchNamespaces=[\"orders\",\"billing\"]";
    private static final String NO_CHECKS = "migrationChecks={\"enabled\":false}";
    private static final String NO_POLICIES = "queryCachePolicies={\"enabled\":false}";
    private static final String NUDGES = "nudge={\"enabled\":true}";
    private static final String ELSEWHERE = "rbac={\"create\":false}";
    private static final Pattern TOLD =
            Pattern.compile("The operator may not ([a-z, ]+) ([a-z/]+) in (all namespaces|namespace [a-z-]+)");

    /** What the operator cannot start without in time; that it is asked for is seen when nothing of it is granted. */
    private static final Set<String> OF_THE_START = Set.of("list", "watch");

    /**
     * A way of installing.
     *
     * @param name of the operator's log
     * @param settings the chart's values
     */
    private record Mode(String name, List<String> settings) {

        static Mode of(String name, String... settings) {
            return new Mode(name, List.of(settings));
        }

        Manifests manifests(String... more) {
            return Chart.render(
                    Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mode> modes() {
        return Stream.of(
                Mode.of("all-namespaces"),
                Mode.of("named-namespaces", NAMED),
                Mode.of("own-namespace", "watchNamespaces=[\"" + Chart.NAMESPACE + "\"]"),
                Mode.of("no-checks", NO_CHECKS),
                Mode.of("no-policies", NAMED, NO_POLICIES),
                Mode.of("clusters-alone", NO_CHECKS, NO_POLICIES),
                Mode.of("copies-and-nudges", NAMED, "publishTo={\"namespaces\":[\"other\"]}", NUDGES),
                Mode.of("nudges-without-checks", NO_CHECKS, NUDGES),
                Mode.of("granted-elsewhere", NAMED, ELSEWHERE));
    }

    private static Cluster cluster;
    private List<HasMetadata> granted = List.of();

    @BeforeAll
    static void start() {
        cluster = new Cluster(Chart.NAMESPACE, "orders", "billing", "other");
        Chart.render().all("CustomResourceDefinition").forEach(crd -> cluster.apply(crd.toString()));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void takeAll() {
        granted.forEach(object -> cluster.client().resource(object).delete());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatIsGrantedIsAskedForAndNothingElse(Mode mode) {
        // Who grants elsewhere grants this too, but may narrow Secrets to those that the specs will name.
        Manifests rights = mode.manifests("rbac={\"create\":true}");
        granted = Stream.of("ClusterRole", "Role", "ClusterRoleBinding", "RoleBinding")
                .flatMap(kind -> rights.all(kind).stream())
                .map(object -> Serialization.unmarshal(object.toString(), HasMetadata.class))
                .toList();
        granted.forEach(object -> cluster.client().resource(stripped(object)).create());

        try (OperatorProcess operator = launch(mode)) {
            Set<String> expected = asked();
            Poll.until(
                    mode + " tells all that is missing; " + operator.log(),
                    PATIENCE,
                    () -> told(operator).containsAll(expected));
            assertThat(told(operator)).isEqualTo(expected);
            assertThat(expected).hasSizeGreaterThanOrEqualTo(10);
            assertThat(operator.status("/q/health/ready")).isEqualTo(503);

            granted.forEach(object -> cluster.client()
                    .resource(mode.settings().contains(ELSEWHERE) ? withNamedSecrets(object) : object)
                    .update());

            Poll.until(
                    mode + " is ready with what is granted; " + operator.log(),
                    PATIENCE,
                    () -> operator.status("/q/health/ready") == 200);
            assertThat(told(operator)).isEqualTo(expected);
        }
    }

    private static OperatorProcess launch(Mode mode) {
        return OperatorProcess.launch(new OperatorProcess.Setup(
                mode.name(),
                HelmTest.PROGRAM.resolve("quarkus-run.jar"),
                cluster.kubeConfig("sluice-operator"),
                cluster.api().logs(),
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"),
                mode.manifests().environment()));
    }

    /** What was granted and is no more, but for the functions that are off by default. */
    private Set<String> asked() {
        Set<String> asked = new TreeSet<>();
        for (HasMetadata object : granted) {
            String name = object.getMetadata().getName();
            if (name.contains("-copies") || name.contains("-nudge")) {
                continue;
            }
            String namespace = object.getMetadata().getNamespace();
            String where = namespace == null ? "all namespaces" : "namespace " + namespace;
            rules(object)
                    .forEach(rule -> rule.getResources()
                            .forEach(resource -> rule.getVerbs().stream()
                                    .filter(verb -> !OF_THE_START.contains(verb))
                                    .forEach(verb -> asked.add(verb + " " + resource + " in " + where))));
        }
        return asked;
    }

    private static Set<String> told(OperatorProcess operator) {
        Set<String> told = new TreeSet<>();
        Matcher sentences = TOLD.matcher(Chart.read(operator.log()));
        while (sentences.find()) {
            for (String verb : sentences.group(1).split(", ", -1)) {
                told.add(verb + " " + sentences.group(2) + " in " + sentences.group(3));
            }
        }
        return told;
    }

    /** With no other rights than those of the start. */
    private static HasMetadata stripped(HasMetadata object) {
        HasMetadata less = Serialization.clone(object);
        List<PolicyRule> rules = rules(less);
        rules.forEach(rule -> rule.getVerbs().retainAll(OF_THE_START));
        rules.removeIf(rule -> rule.getVerbs().isEmpty());
        return less;
    }

    private static HasMetadata withNamedSecrets(HasMetadata object) {
        HasMetadata narrow = Serialization.clone(object);
        rules(narrow).stream()
                .filter(rule -> rule.getResources().contains("secrets"))
                .forEach(rule -> rule.setResourceNames(List.of("monitor")));
        return narrow;
    }

    private static List<PolicyRule> rules(HasMetadata object) {
        if (object instanceof ClusterRole role) {
            return role.getRules();
        }
        return object instanceof Role role ? role.getRules() : new ArrayList<>();
    }
}

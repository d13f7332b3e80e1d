package dev.sluice.e2e;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the Roles of a release grant in its namespaces. */
final class Rights {

    private final K3s cluster;
    private final List<String> namespaces;

    Rights(K3s cluster, List<String> namespaces) {
        this.cluster = cluster;
        this.namespaces = List.copyOf(namespaces);
    }

    /** A Role of the chart, by its name; behind a dot may be the namespace of the release. */
    enum Grant {
        OPERATOR("sluice-operator"),
        LEADER("sluice-operator-leader"),
        COPIES("sluice-operator-copies"),
        NUDGE("sluice-operator-nudge");

        private final String role;

        Grant(String role) {
            this.role = role;
        }

        /** Whether it is only granted when asked for. */
        boolean isOptional() {
            return this == COPIES || this == NUDGE;
        }

        static Grant of(Role role) {
            String name = role.getMetadata().getName().replaceFirst("\\..*", "");
            return Stream.of(values())
                    .filter(grant -> grant.role.equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * One verb on one kind of objects.
     *
     * @param grant the Role that grants it
     * @param resource as a Role names it, without its group
     */
    record Right(Grant grant, String resource, String verb) {}

    Set<Right> all() {
        Set<Right> rights = new HashSet<>();
        for (Role role : roles()) {
            role.getRules()
                    .forEach(rule -> rule.getResources()
                            .forEach(resource -> rule.getVerbs()
                                    .forEach(verb -> rights.add(new Right(Grant.of(role), resource, verb)))));
        }
        return rights;
    }

    /** Takes one away, in all namespaces. */
    void take(Right right) {
        for (Role role : roles()) {
            if (Grant.of(role) == right.grant()) {
                cluster.client().resource(role).edit(granted -> {
                    granted.setRules(without(right, granted.getRules()));
                    return granted;
                });
            }
        }
    }

    private static List<PolicyRule> without(Right right, List<PolicyRule> rules) {
        List<PolicyRule> left = new ArrayList<>();
        for (PolicyRule rule : rules) {
            if (rule.getResources().contains(right.resource())) {
                rule.getVerbs().remove(right.verb());
            }
            if (!rule.getVerbs().isEmpty()) {
                left.add(rule);
            }
        }
        return left;
    }

    private List<Role> roles() {
        return namespaces.stream()
                .flatMap(each -> cluster
                        .client()
                        .rbac()
                        .roles()
                        .inNamespace(each)
                        .withLabel("app.kubernetes.io/instance", Release.NAME)
                        .list()
                        .getItems()
                        .stream())
                .toList();
    }
}

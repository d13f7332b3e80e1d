package dev.sluice.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectRulesReviewStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantedRulesTest {

    private static GrantedRules rules(String rules) {
        return new GrantedRules(Serialization.unmarshal(
                "incomplete: false\nnonResourceRules: []\nresourceRules: [" + rules + "]\n",
                SubjectRulesReviewStatus.class));
    }

    @Test
    void groupResourceAndVerbMustBeThoseOfOneRule() {
        GrantedRules granted = rules("{apiGroups: [batch], resources: [jobs], verbs: [get, list]},"
                + "{apiGroups: [''], resources: [pods], verbs: [patch]}");

        assertThat(granted.allow(Access.to("batch", "jobs"), "list")).isTrue();
        assertThat(granted.allow(Access.to("batch", "jobs"), "patch")).isFalse();
        assertThat(granted.allow(Access.to("", "jobs"), "list")).isFalse();
        assertThat(granted.allow(Access.to("", "pods/log"), "patch")).isFalse();
    }

    @Test
    void starsStandForAll() {
        assertThat(rules("{apiGroups: ['*'], resources: ['*'], verbs: ['*']}").allow(Access.to("", "pods/log"), "get"))
                .isTrue();
        GrantedRules logs = rules("{apiGroups: [''], resources: ['*/log'], verbs: [get]}");
        assertThat(logs.allow(Access.to("", "pods/log"), "get")).isTrue();
        assertThat(logs.allow(Access.to("", "pods"), "get")).isFalse();
    }

    @Test
    void aRuleForOneNameIsForNoOther() {
        GrantedRules granted =
                rules("{apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [a], verbs: [get]}");

        assertThat(granted.allow(lease("a"), "get")).isTrue();
        assertThat(granted.allow(lease("b"), "get")).isFalse();
    }

    @Test
    void secretsMayBeGrantedByName() {
        assertThat(rules("{apiGroups: [''], resources: [secrets], resourceNames: [monitor], verbs: [get]}")
                        .allow(Access.to("", "secrets"), "get"))
                .isTrue();
    }

    @Test
    void nothingElseMayBeGrantedByNameThatIsNeededOnAll() {
        assertThat(rules("{apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [a], verbs: [create]}")
                        .allow(Access.to("coordination.k8s.io", "leases"), "create"))
                .isFalse();
        assertThat(rules("{apiGroups: [''], resources: [configmaps], resourceNames: [a], verbs: [get]}")
                        .allow(Access.to("", "configmaps"), "get"))
                .isFalse();
    }

    @Test
    void whatIsNotListedMayBeAllowedWhereNotAllCanBeListed() {
        var answer = new SubjectRulesReviewStatus();
        assertThat(new GrantedRules(answer).isComplete()).isTrue();
        answer.setIncomplete(true);
        assertThat(new GrantedRules(answer).isComplete()).isFalse();
        answer.setIncomplete(false);
        answer.setEvaluationError("an authorizer does not support user rule resolution");
        assertThat(new GrantedRules(answer).isComplete()).isFalse();
    }

    private static Access lease(String name) {
        return new Access("coordination.k8s.io", "leases", name, List.of());
    }
}

package dev.sluice.operator.health;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectRulesReviewStatus;
import java.util.List;

/** What the API server says that somebody may do in a namespace. */
final class GrantedRules {

    private static final String ALL = "*";

    private final List<ResourceRule> rules;
    private final boolean complete;

    GrantedRules(SubjectRulesReviewStatus answer) {
        this.rules = answer.getResourceRules();
        String error = answer.getEvaluationError();
        this.complete = !Boolean.TRUE.equals(answer.getIncomplete()) && (error == null || error.isEmpty());
    }

    /** Whether what is not listed is not allowed; an authorizer that cannot list what it allows may allow more. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Whether it is listed. Of Secrets it is enough to be allowed it on some by name: which ones the specs will name is for
     * whoever grants to know.
     */
    boolean allow(Access access, String verb) {
        return rules.stream()
                .anyMatch(rule -> hasEither(rule.getVerbs(), verb)
                        && hasEither(rule.getApiGroups(), access.group())
                        && isOn(rule.getResources(), access.resource())
                        && isOnName(rule.getResourceNames(), access));
    }

    private static boolean isOnName(List<String> granted, Access access) {
        return granted.isEmpty() || (access.name().isEmpty() ? access.mayBeByName() : granted.contains(access.name()));
    }

    private static boolean hasEither(List<String> granted, String wanted) {
        return granted.contains(ALL) || granted.contains(wanted);
    }

    private static boolean isOn(List<String> granted, String resource) {
        int slash = resource.indexOf('/');
        return hasEither(granted, resource) || (slash >= 0 && granted.contains(ALL + resource.substring(slash)));
    }
}

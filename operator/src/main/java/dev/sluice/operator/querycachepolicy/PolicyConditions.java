package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.operator.condition.Conditions;
import java.time.Instant;
import java.util.List;

/** The conditions of a policy that could be understood. Pure. */
final class PolicyConditions {

    private PolicyConditions() {}

    /**
     * All of them.
     *
     * @param generation that of the spec by which the state was found
     * @param before those before, which say since when something holds
     */
    static List<Condition> of(Outlook outlook, long generation, List<Condition> before, Instant now) {
        var findings = new PolicyFindings(outlook);
        var made = new Conditions(generation, before, now);
        made.add(ConditionType.READY, findings.ready());
        findings.copiesPublished().ifPresent(finding -> made.add(ConditionType.COPIES_PUBLISHED, finding));
        made.add(ConditionType.REDIS_REACHABLE, findings.redisReachable());
        made.add(ConditionType.WITHIN_TARGET, findings.withinTarget());
        made.add(ConditionType.MEMORY_HEALTHY, findings.memoryHealthy());
        made.add(ConditionType.CATALOG_READ, findings.catalogRead());
        return made.all();
    }
}

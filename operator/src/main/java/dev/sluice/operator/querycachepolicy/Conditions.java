package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the conditions of a status; the only place that does. Pure. */
final class Conditions {

    private final long generation;
    private final @Nullable QueryCachePolicyStatus before;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    private Conditions(long generation, @Nullable QueryCachePolicyStatus before, Instant now) {
        this.generation = generation;
        this.before = before;
        this.now = now;
    }

    /** All conditions of a policy that could be understood. */
    static List<Condition> of(Outlook outlook, @Nullable QueryCachePolicyStatus before, Instant now) {
        var findings = new PolicyFindings(outlook);
        var made = new Conditions(outlook.cache().plan().generation(), before, now);
        made.add(ConditionType.READY, findings.ready());
        made.add(ConditionType.REDIS_REACHABLE, findings.redisReachable());
        made.add(ConditionType.WITHIN_TARGET, findings.withinTarget());
        made.add(ConditionType.MEMORY_HEALTHY, findings.memoryHealthy());
        made.add(ConditionType.CATALOG_READ, findings.catalogRead());
        return List.copyOf(made.conditions);
    }

    /** The conditions of a resource whose spec this operator does not understand: not ready, the others unchanged. */
    static List<Condition> notUnderstood(
            long generation, List<String> paths, @Nullable QueryCachePolicyStatus before, Instant now) {
        var made = new Conditions(generation, before, now);
        made.add(
                ConditionType.READY,
                Finding.no(
                        "SpecNotUnderstood",
                        "This operator cannot read " + String.join(", ", paths)
                                + ": the stored object does not fit the schema of this version. Apply the resource"
                                + " anew, or run the operator version that wrote it. What was published stays."));
        if (before != null) {
            before.conditions().stream()
                    .filter(condition -> !condition.has(ConditionType.READY))
                    .forEach(made.conditions::add);
        }
        return List.copyOf(made.conditions);
    }

    private void add(ConditionType type, Finding finding) {
        Optional<Condition> known = Optional.ofNullable(before).flatMap(status -> status.condition(type));
        Instant since = known.filter(condition -> condition.status() == finding.status())
                .map(Condition::lastTransitionTime)
                .orElse(now);
        conditions.add(Condition.of(type, finding.status(), finding.reason(), finding.message(), generation, since));
    }
}

package dev.sluice.operator.condition;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a status, one after the other. One keeps the time of its transition while its status stays. Not thread-safe. */
public final class Conditions {

    private final long generation;
    private final List<Condition> before;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    /**
     * None yet.
     *
     * @param generation that of the spec
     * @param before the conditions before, which say since when something holds
     * @param now the time
     */
    public Conditions(long generation, List<Condition> before, Instant now) {
        this.generation = generation;
        this.before = List.copyOf(before);
        this.now = now;
    }

    /** What to say of a resource whose spec this operator does not understand. */
    public static Finding notUnderstood(List<String> paths) {
        return Finding.no(
                "SpecNotUnderstood",
                "This operator cannot read " + String.join(", ", paths)
                        + ": the stored object does not fit the schema of this version. Apply the resource anew, or run the"
                        + " operator version that wrote it.");
    }

    /** The conditions of such a resource that publishes: not ready, the others unchanged. */
    public static List<Condition> notUnderstood(
            long generation, List<String> paths, List<Condition> before, Instant now) {
        Finding finding = notUnderstood(paths);
        Conditions made = new Conditions(generation, before, now);
        made.add(ConditionType.READY, Finding.no(finding.reason(), finding.message() + " What was published stays."));
        before.stream().filter(condition -> !condition.has(ConditionType.READY)).forEach(made.conditions::add);
        return made.all();
    }

    /** Adds one. */
    public void add(ConditionType type, Finding finding) {
        Instant since = before.stream()
                .filter(condition -> condition.has(type))
                .findFirst()
                .filter(condition -> condition.status() == finding.status())
                .map(Condition::lastTransitionTime)
                .orElse(now);
        conditions.add(Condition.of(type, finding.status(), finding.reason(), finding.message(), generation, since));
    }

    /** Those that have been added, in that order. */
    public List<Condition> all() {
        return List.copyOf(conditions);
    }
}

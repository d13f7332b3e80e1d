package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DurationText;
import dev.sluice.api.v1alpha1.InvalidationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.condition.ConditionNews;
import dev.sluice.routing.cache.policy.WarmQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what is new between two statuses. Pure. */
final class Notices {

    /** A longer TTL lets readers see what was written by others than the applications for that long. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final List<ConditionType> WORTH_TELLING = List.of(
            ConditionType.READY,
            ConditionType.COPIES_PUBLISHED,
            ConditionType.REDIS_REACHABLE,
            ConditionType.WITHIN_TARGET,
            ConditionType.MEMORY_HEALTHY,
            ConditionType.CATALOG_READ);

    private Notices() {}

    static List<Notice> between(
            @Nullable QueryCachePolicyStatus before, QueryCachePolicyStatus now, QueryCachePolicySpec spec) {
        List<Notice> notices = new ArrayList<>();
        longTtl(before, now, spec).ifPresent(notices::add);
        refusedWarming(before, now, spec).forEach(notices::add);
        for (InvalidationStatus done : now.invalidations()) {
            if (before == null || !before.hasDone(done.id())) {
                notices.add(
                        done.missed() == null
                                ? new Notice(
                                        false,
                                        "Invalidated",
                                        "The invalidation " + done.id() + " has been carried out.")
                                : new Notice(
                                        true,
                                        "InvalidationMissed",
                                        "The invalidation " + done.id() + " has been carried out, but has not reached "
                                                + done.missed() + ", which counts no more. Applications that had not"
                                                + " followed the change of spec.redis may have served old results."));
            }
        }
        changedOrders(before, now, spec).forEach(notices::add);
        for (ConditionType type : WORTH_TELLING) {
            condition(before, now, type).ifPresent(notices::add);
        }
        return notices;
    }

    /** Orders under an id that has been carried out, which name something else since. */
    private static Stream<Notice> changedOrders(
            @Nullable QueryCachePolicyStatus before, QueryCachePolicyStatus now, QueryCachePolicySpec spec) {
        if (before == null || isSameSpec(before, now)) {
            return Stream.empty();
        }
        return spec.invalidations().stream()
                .filter(order -> before.invalidations().stream()
                        .anyMatch(done -> order.id().equals(done.id())
                                && done.content() != null
                                && !order.fingerprint().equals(done.content())))
                .map(order -> new Notice(
                        true,
                        "InvalidationChanged",
                        "The invalidation " + order.id() + " had been carried out before it was changed, and is not"
                                + " carried out again. Give what it names now another id."));
    }

    private static boolean isSameSpec(QueryCachePolicyStatus before, QueryCachePolicyStatus now) {
        return Objects.equals(before.observedGeneration(), now.observedGeneration());
    }

    private static Optional<Notice> longTtl(
            @Nullable QueryCachePolicyStatus before, QueryCachePolicyStatus now, QueryCachePolicySpec spec) {
        boolean told = before != null && isSameSpec(before, now);
        List<String> longOnes = new ArrayList<>();
        spec.allTtlClasses().forEach((name, ttl) -> {
            if (ttl.compareTo(LONG) > 0) {
                longOnes.add("the class " + name + " is " + DurationText.format(ttl));
            }
        });
        spec.rules().stream()
                .filter(rule -> rule.ttl() != null && rule.ttl().compareTo(LONG) > 0)
                .forEach(rule -> longOnes.add("the rule " + rule.name() + " has " + DurationText.format(rule.ttl())));
        return told || longOnes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        true,
                        "LongTtl",
                        "A TTL is over 1h: " + String.join(", ", longOnes)
                                + ". What others than the applications write is seen that late."));
    }

    private static Stream<Notice> refusedWarming(
            @Nullable QueryCachePolicyStatus before, QueryCachePolicyStatus now, QueryCachePolicySpec spec) {
        if (before != null && isSameSpec(before, now)) {
            return Stream.empty();
        }
        return spec.warming().stream()
                .flatMap(statement -> WarmQuery.refusal(statement.sql())
                        .map(why -> new Notice(
                                true,
                                "WarmingRefused",
                                "No application runs spec.warming[" + statement.name() + "].sql: it " + why + "."))
                        .stream());
    }

    private static Optional<Notice> condition(
            @Nullable QueryCachePolicyStatus before, QueryCachePolicyStatus now, ConditionType type) {
        Condition old = before == null ? null : before.condition(type).orElse(null);
        // That an order is carried out is told as such.
        boolean waited = old != null && old.reason().equals(PolicyFindings.PENDING);
        return now.condition(type)
                .filter(condition -> !isRepeated(condition, now) && !(waited && condition.holds()))
                .flatMap(condition -> ConditionNews.between(old, condition))
                .map(news -> new Notice(!news.good(), news.reason(), news.message()));
    }

    // Ready repeats what has made it False, which is told once.
    private static boolean isRepeated(Condition condition, QueryCachePolicyStatus now) {
        return (condition.has(ConditionType.REDIS_REACHABLE) || condition.has(ConditionType.COPIES_PUBLISHED))
                && now.condition(ConditionType.READY)
                        .filter(ready -> ready.reason().equals(condition.reason()))
                        .isPresent();
    }
}

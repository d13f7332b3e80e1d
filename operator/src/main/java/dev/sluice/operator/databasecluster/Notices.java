package dev.sluice.operator.databasecluster;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.condition.ConditionNews;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.topology.EndpointState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what is new between two statuses. Pure. */
final class Notices {

    /** A longer limit than this one lets readers see values that they notice as old. */
    private static final Duration RISKY_LAG = Duration.ofSeconds(10);

    private static final List<ConditionType> WORTH_TELLING = List.of(
            ConditionType.READY,
            ConditionType.REPLICAS_FOUND,
            ConditionType.CREDENTIALS_RESOLVED,
            ConditionType.ENDPOINTS_PUBLISHED,
            ConditionType.COPIES_PUBLISHED,
            ConditionType.PRIVILEGES_SUFFICIENT);

    private Notices() {}

    /**
     * @param planBefore that {@code before} was written by, null when it is not known
     */
    static List<Notice> between(
            @Nullable DatabaseClusterStatus before,
            @Nullable ClusterPlan planBefore,
            DatabaseClusterStatus now,
            ClusterPlan plan) {
        List<Notice> notices = new ArrayList<>();
        boolean edited = planBefore == null
                ? before == null || !Objects.equals(before.observedGeneration(), now.observedGeneration())
                : planBefore.generation() != plan.generation();
        if (edited && (planBefore == null || !risky(planBefore).equals(risky(plan)))) {
            riskyLimit(plan).ifPresent(notices::add);
        }
        primary(before, now).ifPresent(notices::add);
        // What a user changes in the spec is no news to him.
        if (before != null && !edited) {
            members(before, now).ifPresent(notices::add);
        }
        for (MemberStatus member : now.members()) {
            member(before, member).ifPresent(notices::add);
        }
        for (ConditionType type : WORTH_TELLING) {
            condition(before, now, type).ifPresent(notices::add);
        }
        alarm(before, now, ConditionType.SPLIT_BRAIN).ifPresent(notices::add);
        alarm(before, now, ConditionType.PROBE_BLIND).ifPresent(notices::add);
        return notices;
    }

    private static Optional<Notice> riskyLimit(ClusterPlan plan) {
        List<String> risky = risky(plan);
        return risky.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        true,
                        "RiskyLagLimit",
                        String.join(", ", risky)
                                + ": reads may return data that old, and a user may not see a change of their own."
                                + " Up to 10s is usual; 5s is the default."));
    }

    private static List<String> risky(ClusterPlan plan) {
        List<String> risky = new ArrayList<>();
        if (plan.limits().time().compareTo(RISKY_LAG) > 0) {
            risky.add("spec.lag.maxTime is " + text(plan.limits().time()));
        }
        // Of the pods' common limit the spec is named, not each pod that comes.
        plan.members().stream()
                .filter(m -> m.ownMaxLag() != null && m.ownMaxLag().compareTo(RISKY_LAG) > 0)
                .map(m -> (m.found() ? "spec.replicasFrom.maxLag" : "maxLag of " + m.name()) + " is "
                        + text(m.limits().time()))
                .distinct()
                .forEach(risky::add);
        return risky;
    }

    private static String text(Duration limit) {
        long millis = limit.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static Optional<Notice> primary(@Nullable DatabaseClusterStatus before, DatabaseClusterStatus now) {
        if (before == null || now.primary() == null || now.primary().equals(before.primary())) {
            return Optional.empty();
        }
        // The same server under another name.
        String address = address(now, now.primary());
        if (address != null && address.equals(address(before, before.primary()))) {
            return Optional.empty();
        }
        boolean promoted = before.timeline() != null && now.timeline() != null && now.timeline() > before.timeline();
        if (before.primary() == null && !promoted) {
            return Optional.empty();
        }
        String was = before.primary() == null ? "there was none." : "it was " + before.primary() + ".";
        return Optional.of(new Notice(
                false,
                "PrimaryChanged",
                now.primary() + " is the primary now"
                        + (now.timeline() == null ? "" : ", on timeline " + now.timeline()) + "; " + was));
    }

    private static Optional<Notice> members(DatabaseClusterStatus before, DatabaseClusterStatus now) {
        // Until they have answered it is not known which names lead to the same server.
        if (before.members().stream().allMatch(Notices::isUnasked)) {
            return Optional.empty();
        }
        List<String> old = before.members().stream().map(MemberStatus::name).toList();
        List<String> names = now.members().stream().map(MemberStatus::name).toList();
        return old.equals(names)
                ? Optional.empty()
                : Optional.of(
                        new Notice(false, "MembersChanged", "The members are now " + String.join(", ", names) + "."));
    }

    private static @Nullable String address(DatabaseClusterStatus status, @Nullable String member) {
        return status.members().stream()
                .filter(m -> m.name().equals(member))
                .map(m -> m.host() + ":" + m.port())
                .findFirst()
                .orElse(null);
    }

    private static Optional<Notice> member(@Nullable DatabaseClusterStatus before, MemberStatus now) {
        Optional<MemberStatus> known = Optional.ofNullable(before).flatMap(status -> status.member(now.name()));
        MemberState old = known.map(MemberStatus::state).orElse(MemberState.UNKNOWN);
        boolean wasAsked = known.filter(status -> !isUnasked(status)).isPresent();
        boolean firstGoodNews = !wasAsked && now.state() == MemberState.HEALTHY;
        boolean notAsked = isUnasked(now);
        if (old == now.state() || firstGoodNews || notAsked) {
            return Optional.empty();
        }
        boolean meant =
                now.state() == MemberState.DRAINING && !Reason.NotReady.name().equals(now.reason());
        boolean good = now.state() == MemberState.HEALTHY || meant;
        String state = EndpointState.valueOf(now.state().name()).label();
        return Optional.of(new Notice(
                !good,
                "Member" + state,
                now.name() + " is " + state
                        + (now.message() == null ? "." : " (" + now.reason() + "): " + now.message()),
                now.name()));
    }

    private static boolean isUnasked(MemberStatus status) {
        return Reason.NotProbedYet.name().equals(status.reason());
    }

    private static Optional<Notice> condition(
            @Nullable DatabaseClusterStatus before, DatabaseClusterStatus now, ConditionType type) {
        Condition old = before == null ? null : before.condition(type).orElse(null);
        return now.condition(type)
                .flatMap(condition -> ConditionNews.between(old, condition))
                .map(news -> new Notice(!news.good(), news.reason(), news.message()));
    }

    private static Optional<Notice> alarm(
            @Nullable DatabaseClusterStatus before, DatabaseClusterStatus now, ConditionType type) {
        boolean was = before != null && before.condition(type).isPresent();
        Optional<Condition> is = now.condition(type);
        if (was == is.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(is.map(condition -> new Notice(true, type.text(), condition.message()))
                .orElseGet(() -> new Notice(false, type.text() + "Over", type.text() + " is over.")));
    }
}

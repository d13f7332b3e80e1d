package dev.sluice.operator.condition;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a condition holds, or holds no longer, as a person following the resource is told. Pure.
 *
 * @param good whether it holds
 * @param reason in one word
 * @param message for a person
 */
public record ConditionNews(boolean good, String reason, String message) {

    /**
     * What is new. That something is well from the beginning is no news, but for {@code Ready}.
     *
     * @param before as it was, null when it was not there
     */
    public static Optional<ConditionNews> between(@Nullable Condition before, Condition now) {
        ConditionStatus old = before == null ? ConditionStatus.UNKNOWN : before.status();
        if (now.status() == old || now.status() == ConditionStatus.UNKNOWN) {
            return Optional.empty();
        }
        boolean good = now.holds();
        boolean firstGoodNews = good && old == ConditionStatus.UNKNOWN && !now.has(ConditionType.READY);
        return firstGoodNews
                ? Optional.empty()
                : Optional.of(new ConditionNews(
                        good,
                        good ? now.type() : now.reason(),
                        now.type() + " is " + (good ? "True" : "False") + ": " + now.message()));
    }
}

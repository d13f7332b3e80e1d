package dev.sluice.operator.condition;

import dev.sluice.api.condition.ConditionStatus;

/**
 * A condition's content without its history.
 *
 * @param reason one word
 * @param message for a person
 */
public record Finding(ConditionStatus status, String reason, String message) {

    /** It is so. */
    public static Finding yes(String reason, String message) {
        return new Finding(ConditionStatus.TRUE, reason, message);
    }

    /** It is not so. */
    public static Finding no(String reason, String message) {
        return new Finding(ConditionStatus.FALSE, reason, message);
    }

    /** Nobody can tell. */
    public static Finding unknown(String reason, String message) {
        return new Finding(ConditionStatus.UNKNOWN, reason, message);
    }
}

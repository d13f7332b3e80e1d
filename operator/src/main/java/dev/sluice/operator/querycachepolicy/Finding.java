package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.condition.ConditionStatus;

/** A condition's content without its history. */
record Finding(ConditionStatus status, String reason, String message) {

    static Finding yes(String reason, String message) {
        return new Finding(ConditionStatus.TRUE, reason, message);
    }

    static Finding no(String reason, String message) {
        return new Finding(ConditionStatus.FALSE, reason, message);
    }

    static Finding unknown(String reason, String message) {
        return new Finding(ConditionStatus.UNKNOWN, reason, message);
    }
}

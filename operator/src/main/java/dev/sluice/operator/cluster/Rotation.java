package dev.sluice.operator.cluster;

import dev.sluice.routing.health.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a replica may serve reads, apart from how it does. */
public enum Rotation {
    /** It may. */
    IN(null, true),
    /** The spec drains it. */
    DRAINED(Reason.Drained, false),
    /** Its pod is not ready, so its Service sends it nothing either. */
    NOT_READY(Reason.NotReady, true),
    /** Its pod is about to end. */
    TERMINATING(Reason.Terminating, false);

    private final @Nullable Reason reason;
    private final boolean wanted;

    Rotation(@Nullable Reason reason, boolean wanted) {
        this.reason = reason;
        this.wanted = wanted;
    }

    /** Why it serves none; null when it may. */
    public @Nullable Reason reason() {
        return reason;
    }

    /** The one with this reason; {@link #IN} when there is none. */
    public static Rotation by(@Nullable String reason) {
        return Arrays.stream(values())
                .filter(rotation ->
                        rotation.reason != null && rotation.reason.name().equals(reason))
                .findFirst()
                .orElse(IN);
    }

    /** Whether it should serve reads, so that it is missed while it does not. */
    public boolean isWanted() {
        return wanted;
    }
}

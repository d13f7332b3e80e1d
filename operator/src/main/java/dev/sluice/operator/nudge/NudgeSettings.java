package dev.sluice.operator.nudge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether consumers are nudged. Properties {@code sluice.nudge.*}. */
@ConfigMapping(prefix = "sluice.nudge")
public interface NudgeSettings {

    /** Whether pods are annotated when what they mount changes, which takes a right of its own. */
    @WithDefault("false")
    boolean enabled();
}

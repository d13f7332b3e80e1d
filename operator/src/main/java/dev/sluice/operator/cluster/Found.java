package dev.sluice.operator.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What came of looking for members among the endpoints of a Service.
 *
 * @param service its name
 * @param endpoints how many members it gave
 * @param shortfall what is wrong with that, null when nothing is
 */
public record Found(String service, int endpoints, @Nullable Shortfall shortfall) {

    /**
     * Why members are missing.
     *
     * @param reason in one word
     * @param message for a person: what is wrong and what to do
     */
    public record Shortfall(String reason, String message) {}
}

package dev.sluice.api.v1alpha1;

import org.jspecify.annotations.Nullable;

/**
 * The status of a resource that no operator has written one for. Helm, Flux and whatever else decides by kstatus take a
 * resource without any status for done; with a generation behind that of its metadata it is in progress.
 */
final class Unwritten {

    /** Metadata count from 1. */
    static final String GENERATION = "0";

    private Unwritten() {}

    /** Whether that is the generation which the API server fills in. */
    static boolean is(@Nullable Long observedGeneration) {
        return Long.valueOf(GENERATION).equals(observedGeneration);
    }
}

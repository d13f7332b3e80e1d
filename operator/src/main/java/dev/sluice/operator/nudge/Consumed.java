package dev.sluice.operator.nudge;

/** What pods mount and can be told of. */
public enum Consumed {
    /** The endpoints of a cluster. */
    ENDPOINTS("sluice.dev/consumes", "sluice.dev/endpoints-revision", "sluice-nudge"),
    /** The document of a cache policy. */
    CACHE_POLICY("sluice.dev/consumes-cache-policy", "sluice.dev/cache-policy-revision", "sluice-nudge-cache-policy");

    private final String label;
    private final String annotation;
    private final String fieldManager;

    Consumed(String label, String annotation, String fieldManager) {
        this.label = label;
        this.annotation = annotation;
        this.fieldManager = fieldManager;
    }

    /** On pods that want to be nudged: the name of the resource. */
    String label() {
        return label;
    }

    /** What they get: the revision that they should look for. */
    String annotation() {
        return annotation;
    }

    /** Whose the annotation is. One for each, since an apply takes away what the same one has set before. */
    String fieldManager() {
        return fieldManager;
    }
}

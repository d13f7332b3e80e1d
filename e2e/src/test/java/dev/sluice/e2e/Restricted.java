package dev.sluice.e2e;

/** What a pod needs in a namespace that enforces the restricted Pod Security Standard, as YAML in one line. */
final class Restricted {

    /** A pod's {@code securityContext}: the user of our images, who owns the pod's volumes too. */
    static final String POD = "{runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532,"
            + " seccompProfile: {type: RuntimeDefault}}";

    /** A container's {@code securityContext}; what it writes has to be in a volume. */
    static final String CONTAINER =
            "{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}";

    private Restricted() {}
}

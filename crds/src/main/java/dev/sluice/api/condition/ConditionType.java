package dev.sluice.api.condition;

/** The conditions that this version sets. A resource may carry others, written by a newer operator. */
public enum ConditionType {
    /**
     * The resource does what it is for. A DatabaseCluster: the primary can be written and reads have somewhere to go. A
     * MigrationCheck: the report of what the spec names is stored.
     */
    READY("Ready"),
    /** The primary answered within the failure threshold. */
    PRIMARY_REACHABLE("PrimaryReachable"),
    /** Every replica that is not drained is usable. */
    REPLICAS_HEALTHY("ReplicasHealthy"),
    /** The ConfigMap holds the current endpoints. */
    ENDPOINTS_PUBLISHED("EndpointsPublished"),
    /** The Service of {@code spec.replicasFrom} has endpoints that can be used. Absent without that field. */
    REPLICAS_FOUND("ReplicasFound"),
    /** The copies of the ConfigMap in other namespaces hold the current endpoints. Absent where none is asked for. */
    COPIES_PUBLISHED("CopiesPublished"),
    /** The Secrets that the spec names exist and hold the keys it names. */
    CREDENTIALS_RESOLVED("CredentialsResolved"),
    /** The database role may see what replication lag is computed from. */
    PRIVILEGES_SUFFICIENT("PrivilegesSufficient"),
    /** Two members are out of recovery at once. Absent while they are not. */
    SPLIT_BRAIN("SplitBrain"),
    /** No member answers, so the prober suspects itself. Absent while one does. */
    PROBE_BLIND("ProbeBlind"),
    /** The run has ended, with a report or without one. */
    COMPLETE("Complete"),
    /** The report has no finding at or above the severity that fails. */
    PASSED("Passed"),
    /** Redis answers, lets the operator in and is the one that may be written to. */
    REDIS_REACHABLE("RedisReachable"),
    /** The cache answers as many reads as the policy wants. */
    WITHIN_TARGET("WithinTarget"),
    /** Redis has room. */
    MEMORY_HEALTHY("MemoryHealthy"),
    /** What a write also touches is read from the database's catalog. */
    CATALOG_READ("CatalogRead");

    private final String text;

    ConditionType(String text) {
        this.text = text;
    }

    /** The value of a condition's {@code type} field, such as {@code PrimaryReachable}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.sluice.operator.metrics;

import java.util.List;

/**
 * The catalogue of the operator's own meters: every name, type, unit and label is defined here and nowhere else.
 * Labels are bounded by the resources: namespace, cluster, member and check are names from specs, the others have few values.
 */
public enum Meter {
    /** 1 while the member counts as reachable. */
    MEMBER_UP(
            "sluice_member_up",
            Type.GAUGE,
            "1 while the member answers, 0 when it has failed as often as the failure threshold says.",
            Label.MEMBER),
    /** The observed role. */
    MEMBER_ROLE(
            "sluice_member_role",
            Type.GAUGE,
            "1 for the role that the member had by its own word when it answered last (primary, replica), 0 for the others;"
                    + " unknown before that, and once another member has taken its place while it is silent.",
            Label.MEMBER_ROLE),
    /** The state. */
    MEMBER_STATE(
            "sluice_member_state",
            Type.GAUGE,
            "1 for the state that the member has (Healthy, Lagging, Unreachable, WrongRole, Draining, Unknown), 0 for the"
                    + " others.",
            Label.MEMBER_STATE),
    /** Lag in time. */
    MEMBER_LAG_SECONDS(
            "sluice_member_lag_seconds",
            Type.GAUGE,
            "Upper bound of the replica's lag in seconds; absent while it is not known.",
            Label.MEMBER),
    /** Lag in bytes. */
    MEMBER_LAG_BYTES(
            "sluice_member_lag_bytes",
            Type.GAUGE,
            "Log that the primary has written and the replica not replayed, in bytes; absent while it is not known.",
            Label.MEMBER),
    /** Time of the last answer. */
    MEMBER_LAST_SUCCESS(
            "sluice_member_last_success_timestamp_seconds",
            Type.GAUGE,
            "When the member answered last, in seconds since 1970; absent before the first answer.",
            Label.MEMBER),
    /** How long probes take. */
    PROBE_DURATION(
            "sluice_probe_duration_seconds",
            Type.HISTOGRAM,
            "How long probes took, connecting included where they had to, by outcome (answered, failed).",
            Label.MEMBER_OUTCOME),
    /** Whether rounds begin on time. */
    PROBE_DELAY(
            "sluice_probe_delay_seconds", Type.HISTOGRAM, "How much later than due rounds of probes began.", List.of()),
    /** Changes of the primary. */
    FAILOVERS(
            "sluice_cluster_failovers_total",
            Type.COUNTER,
            "How many times another member became the primary while this operator watched.",
            Label.CLUSTER),
    /** Usable replicas. */
    CLUSTER_USABLE_REPLICAS(
            "sluice_cluster_usable_replicas", Type.GAUGE, "How many replicas serve reads.", Label.CLUSTER),
    /** Replicas that should be usable. */
    CLUSTER_WANTED_REPLICAS(
            "sluice_cluster_wanted_replicas",
            Type.GAUGE,
            "How many replicas should serve reads: all that are not drained, and with spec.replicasFrom at least one.",
            Label.CLUSTER),
    /** Two primaries. */
    CLUSTER_SPLIT_BRAIN(
            "sluice_cluster_split_brain", Type.GAUGE, "1 while two or more members accept writes.", Label.CLUSTER),
    /** The operator sees nobody. */
    CLUSTER_PROBE_BLIND("sluice_cluster_probe_blind", Type.GAUGE, "1 while no member answers.", Label.CLUSTER),
    /** Nobody looks. */
    CLUSTER_PAUSED(
            "sluice_cluster_paused",
            Type.GAUGE,
            "1 while spec.paused is true, in which no other series tells of the cluster and its members.",
            Label.CLUSTER),
    /** What checks of migrations found. */
    CHECK_FINDINGS(
            "sluice_migration_check_findings",
            Type.GAUGE,
            "How many findings the report of a MigrationCheck has, by severity (high, medium, low); absent while there is"
                    + " no report of what its spec names.",
            Label.CHECK_SEVERITY),
    /** Whether they pass. */
    CHECK_PASSED(
            "sluice_migration_check_passed",
            Type.GAUGE,
            "1 when the migrations pass, 0 when they do not or the run has failed; absent while it is not known.",
            Label.CHECK),
    /** Whether they have a report. */
    CHECK_READY(
            "sluice_migration_check_ready",
            Type.GAUGE,
            "1 while the report of what the spec names is stored, 0 while a run goes on, cannot begin or has failed.",
            Label.CHECK),
    /** Whether nobody knows what they are like. */
    CHECK_TROUBLE(
            "sluice_migration_check_trouble",
            Type.GAUGE,
            "1 while something keeps the migrations from being judged: the run cannot begin, has failed, or has found"
                    + " nothing to check; 0 while not.",
            Label.CHECK),
    /** When they were reported on. */
    CHECK_REPORTED(
            "sluice_migration_check_report_timestamp_seconds",
            Type.GAUGE,
            "When the report was stored, in seconds since 1970; absent while there is none.",
            Label.CHECK),
    /** What alerts compare with. */
    ALERT_THRESHOLD(
            "sluice_alert_threshold",
            Type.GAUGE,
            "What an alert compares with, as the resource says: the lag limits of each member (seconds, bytes), and how many"
                    + " replicas must be usable (replicas; no member).",
            Label.THRESHOLD),
    /** Whether the Redis of a policy answers. */
    CACHE_REDIS_UP(
            "sluice_cache_redis_up",
            Type.GAUGE,
            "1 while the Redis of the policy can be read and written, 0 while not; absent while that is not known.",
            Label.POLICY),
    /** Hits. */
    CACHE_HITS(
            "sluice_cache_hits_total",
            Type.COUNTER,
            "Reads that the cache answered, as all applications have counted them in Redis.",
            Label.POLICY),
    /** Misses. */
    CACHE_MISSES(
            "sluice_cache_misses_total",
            Type.COUNTER,
            "Reads that the cache did not answer, as all applications have counted them in Redis.",
            Label.POLICY),
    /** Hit rate. */
    CACHE_HIT_RATIO(
            "sluice_cache_hit_ratio",
            Type.GAUGE,
            "The share of the reads of the last ten minutes that the cache answered, from 0 to 1; absent while there"
                    + " were fewer than spec.hitRate.minReads.",
            Label.POLICY),
    /** What the alert on the hit rate compares with. */
    CACHE_HIT_RATIO_TARGET(
            "sluice_cache_hit_ratio_target",
            Type.GAUGE,
            "The share of the reads that the cache should answer, as spec.hitRate says, from 0 to 1.",
            Label.POLICY),
    /** Entries. */
    CACHE_KEYS(
            "sluice_cache_keys",
            Type.GAUGE,
            "Entries of the policy in Redis; counted, or computed from a sample of a large database.",
            Label.POLICY),
    /** Memory. */
    CACHE_MEMORY_USED(
            "sluice_cache_memory_used_bytes",
            Type.GAUGE,
            "Memory that the Redis of the policy uses, with whatever else is in it.",
            Label.POLICY),
    /** Its limit. */
    CACHE_MEMORY_LIMIT(
            "sluice_cache_memory_limit_bytes",
            Type.GAUGE,
            "The limit of that memory: spec.memory.maxBytes, else Redis' maxmemory; absent without either.",
            Label.POLICY),
    /** Whether the memory is healthy. */
    CACHE_MEMORY_UNHEALTHY(
            "sluice_cache_memory_unhealthy",
            Type.GAUGE,
            "1 while the condition MemoryHealthy of the policy is False.",
            Label.POLICY),
    /** Orders that wait. */
    CACHE_INVALIDATIONS_PENDING(
            "sluice_cache_invalidations_pending",
            Type.GAUGE,
            "Orders of spec.invalidations that have not been carried out.",
            Label.POLICY),
    /** Whether this replica of the operator leads. */
    LEADER(
            "sluice_operator_leader",
            Type.GAUGE,
            "1 on the replica of the operator that probes and publishes, 0 on the others. The labels are the namespace and the"
                    + " name of the lease by which they agree on one.",
            Label.LEASE);

    private final String metric;
    private final Type type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // every value is made by List.of
    private final List<String> labels;

    Meter(String metric, Type type, String help, List<String> labels) {
        this.metric = metric;
        this.type = type;
        this.help = help;
        this.labels = labels;
    }

    /** How a meter moves. */
    public enum Type {
        /** Goes up and down. */
        GAUGE,
        /** Only goes up. */
        COUNTER,
        /** Counts observations by their size. */
        HISTOGRAM
    }

    private static final class Label {
        private static final List<String> CLUSTER = List.of("namespace", "cluster");
        private static final List<String> POLICY = List.of("namespace", "policy");
        private static final List<String> MEMBER = List.of("namespace", "cluster", "member");
        private static final List<String> MEMBER_ROLE = List.of("namespace", "cluster", "member", "role");
        private static final List<String> MEMBER_STATE = List.of("namespace", "cluster", "member", "state");
        private static final List<String> CHECK = List.of("namespace", "check");
        private static final List<String> CHECK_SEVERITY = List.of("namespace", "check", "severity");
        private static final List<String> LEASE = List.of("namespace", "lease");
        private static final List<String> THRESHOLD = List.of("namespace", "cluster", "member", "alert", "unit");
        private static final List<String> MEMBER_OUTCOME = List.of("namespace", "cluster", "member", "outcome");
    }

    /** The name as Prometheus has it. */
    public String metric() {
        return metric;
    }

    /** How it moves. */
    public Type type() {
        return type;
    }

    /** What it says, for a person. */
    public String help() {
        return help;
    }

    /** The names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }
}

package dev.sluice.operator.metrics;

import java.util.List;

/**
 * The catalogue of the operator's own meters: every name, type, unit and label is defined here and nowhere else.
 * Labels are bounded by the resources: namespace, cluster and member are names from specs, the others have few values.
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
            "1 for the role that the member had by its own word when it answered last (primary, replica, unknown), 0 for"
                    + " the others.",
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
            "How many replicas should serve reads: all that are not drained.",
            Label.CLUSTER),
    /** Two primaries. */
    CLUSTER_SPLIT_BRAIN(
            "sluice_cluster_split_brain", Type.GAUGE, "1 while two or more members accept writes.", Label.CLUSTER),
    /** The operator sees nobody. */
    CLUSTER_PROBE_BLIND("sluice_cluster_probe_blind", Type.GAUGE, "1 while no member answers.", Label.CLUSTER),
    /** What alerts compare with. */
    ALERT_THRESHOLD(
            "sluice_alert_threshold",
            Type.GAUGE,
            "What an alert compares with, as the resource says: the lag limits of each member (seconds, bytes), and how many"
                    + " replicas must be usable (replicas; no member).",
            Label.THRESHOLD),
    /** Whether this replica of the operator leads. */
    LEADER(
            "sluice_operator_leader",
            Type.GAUGE,
            "1 on the replica of the operator that probes and publishes.",
            List.of());

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
        private static final List<String> MEMBER = List.of("namespace", "cluster", "member");
        private static final List<String> MEMBER_ROLE = List.of("namespace", "cluster", "member", "role");
        private static final List<String> MEMBER_STATE = List.of("namespace", "cluster", "member", "state");
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

package dev.sluice.operator.metrics;

import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * What an alert compares a meter with, as the resource says it. So one fixed set of rules serves all resources, each with
 * limits of its own.
 *
 * @param alert the name of the alert
 * @param unit of the value: {@code seconds}, {@code bytes} or {@code replicas}
 * @param member the member that it holds for, empty for the cluster as a whole
 * @param value the threshold
 */
record AlertThreshold(String alert, String unit, String member, double value) {

    /** A replica is further behind than this. */
    private static final String LAGGING = "SluiceReplicaLagging";

    /** Fewer replicas than this are usable. */
    private static final String NO_REPLICA = "SluiceNoHealthyReplica";

    private static final double MILLIS_PER_SECOND = 1000;

    /** All thresholds of a cluster. */
    static List<AlertThreshold> of(ClusterPlan plan) {
        List<AlertThreshold> all = new ArrayList<>();
        all.add(new AlertThreshold(NO_REPLICA, "replicas", "", 1));
        for (Member member : plan.members()) {
            double seconds = member.limits().time().toMillis() / MILLIS_PER_SECOND;
            all.add(new AlertThreshold(LAGGING, "seconds", member.name(), seconds));
            Long bytes = member.limits().bytes();
            if (bytes != null) {
                all.add(new AlertThreshold(LAGGING, "bytes", member.name(), bytes));
            }
        }
        return all;
    }
}

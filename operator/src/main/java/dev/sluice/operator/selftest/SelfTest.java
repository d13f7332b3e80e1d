package dev.sluice.operator.selftest;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the operator has answered a DatabaseCluster whose Secret does not exist. The answer "there is no such
 * Secret" proves that a leader watches, reads Secrets and writes status; a missing right would give another one.
 */
public final class SelfTest {

    private static final String EXPECTED = "SecretNotFound";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private SelfTest() {}

    /**
     * Takes the namespace, the name and how many seconds to wait at most. Exits with 0 when the operator has answered, 1
     * when it has not, 2 when the arguments are wrong.
     */
    public static void main(String[] arguments) {
        if (arguments.length != 3 || !arguments[2].matches("[1-9][0-9]{0,4}")) {
            System.err.println("Usage: SelfTest <namespace> <name of a DatabaseCluster> <seconds to wait>");
            System.exit(MISUSED);
        }
        int status;
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            status = run(client, arguments[0], arguments[1], Integer.parseInt(arguments[2]), System.out);
        }
        System.exit(status);
    }

    private static int run(KubernetesClient client, String namespace, String name, int seconds, PrintStream out) {
        Resource<DatabaseCluster> resource =
                client.resources(DatabaseCluster.class).inNamespace(namespace).withName(name);
        String what = "DatabaseCluster " + namespace + "/" + name;
        try {
            return await(resource, what, seconds, out);
        } catch (KubernetesClientException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            out.println("The test cannot read " + what + ": " + cause.getMessage());
            return FAILED;
        }
    }

    private static int await(Resource<DatabaseCluster> resource, String what, int seconds, PrintStream out) {
        try {
            resource.waitUntilCondition(SelfTest::isAnswered, seconds, TimeUnit.SECONDS);
            out.println("The operator has answered " + what + ".");
            return 0;
        } catch (KubernetesClientTimeoutException e) {
            out.println("The operator has not answered " + what + " within " + seconds + " s as expected ("
                    + ConditionType.CREDENTIALS_RESOLVED + " with reason " + EXPECTED + "). "
                    + describe(resource.get())
                    + " See the logs of the operator's pods, its Lease, and whether it serves this namespace.");
            return FAILED;
        }
    }

    /** Whether the status is of the present spec and says that the Secret does not exist. */
    static boolean isAnswered(@Nullable DatabaseCluster cluster) {
        if (cluster == null) {
            return false;
        }
        DatabaseClusterStatus status = cluster.getStatus();
        return status != null
                && cluster.getMetadata().getGeneration().equals(status.observedGeneration())
                && status.condition(ConditionType.CREDENTIALS_RESOLVED)
                        .map(Condition::reason)
                        .filter(EXPECTED::equals)
                        .isPresent();
    }

    /** What is there instead of the answer, as sentences. */
    static String describe(@Nullable DatabaseCluster cluster) {
        if (cluster == null) {
            return "It does not exist.";
        }
        DatabaseClusterStatus status = cluster.getStatus();
        if (status == null || status.conditions().isEmpty()) {
            return "It has no status.";
        }
        return status.conditions().stream()
                .map(c -> c.type() + ": " + c.reason())
                .collect(Collectors.joining(", ", "Its conditions are ", "."));
    }
}

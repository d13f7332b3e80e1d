package dev.sluice.operator.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A lock that remembers when it was written last. The elector itself notices a missed deadline only when its request to
 * the API server returns, which can be long after another replica has taken over. Thread-safe.
 */
final class RenewalClock implements Lock {

    private static final Logger LOG = Logger.getLogger(RenewalClock.class);

    private final Lock lock;
    private volatile long readAt = System.nanoTime();
    private volatile long writtenAt = readAt;
    private volatile String complaint = "";

    RenewalClock(Lock lock) {
        this.lock = lock;
    }

    /** How long ago the last turn that has written the lease was begun: the lease runs from then at the earliest. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - writtenAt);
    }

    @Override
    public LeaderElectionRecord get(KubernetesClient client) {
        readAt = System.nanoTime();
        return asked("read", () -> lock.get(client));
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord leader) {
        wrote(() -> lock.create(client, leader));
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord leader) {
        wrote(() -> lock.update(client, leader));
    }

    private void wrote(Runnable write) {
        long begun = readAt;
        asked("written", () -> {
            write.run();
            return null;
        });
        writtenAt = begun;
    }

    // The elector ends for good on errors of other kinds, as on a lease without a spec.
    private <T extends @Nullable Object> T asked(String done, Supplier<T> request) {
        try {
            T answer = request.get();
            if (complaint.startsWith(done)) {
                complaint = "";
            }
            return answer;
        } catch (KubernetesClientException e) {
            // A conflict only means that another replica was quicker.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                complain(done, e);
            }
            throw e;
        } catch (RuntimeException e) {
            var unusable = new KubernetesClientException(
                    "it has a form that cannot be used, such as one without a spec; delete it", e);
            complain(done, unusable);
            throw unusable;
        }
    }

    // Once for each cause: it is tried again every second.
    private void complain(String done, RuntimeException error) {
        String cause = done + ": " + error.getMessage();
        if (!cause.equals(complaint)) {
            complaint = cause;
            LOG.warnf("The lease %s could not be %s and is tried again: %s", describe(), done, error.getMessage());
        }
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}

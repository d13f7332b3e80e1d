package dev.sluice.operator.leader;

import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Starts the controllers apart from the main thread: a watch that is refused keeps them waiting, and meanwhile health is
 * told and a request to stop is heard. Only then does this replica compete for the lease, so that it takes it from none
 * that could use it. Watches that are still refused are tried again without end, and keep the others from nothing.
 * Thread-safe.
 */
@Singleton
public class ControllerStart {

    private static final Logger LOG = Logger.getLogger(ControllerStart.class);

    private final Instance<Operator> operator;
    private final Leadership leadership;
    private volatile boolean over;

    ControllerStart(Instance<Operator> operator, Leadership leadership) {
        this.operator = operator;
        this.leadership = leadership;
    }

    /** Whether the controllers work. Before that, the operator SDK lets nobody who asks for their state go on. */
    public boolean isOver() {
        return over;
    }

    void begin(@Observes StartupEvent event) {
        Thread starter = new Thread(this::start, "controller-start");
        starter.setDaemon(true);
        starter.setUncaughtExceptionHandler((thread, failure) -> fail(failure));
        starter.start();
    }

    private void start() {
        operator.get().start();
        over = true;
        leadership.compete();
    }

    private void fail(Throwable failure) {
        if (!leadership.isStopped()) {
            LOG.error("The controllers could not be started, so the process ends", failure);
            Quarkus.asyncExit(1);
        }
    }
}

package dev.sluice.operator.fleet;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Spreads the first rounds of clusters that come all at once, as at the start of the operator: a thousand clusters that
 * sign in together would all miss their deadlines on a busy machine. A few are under way at a time, so the pace is what
 * this machine and the servers can bear. One that takes long, as a hanging server does, no longer counts after a moment.
 * A single new cluster does not wait. Thread-safe.
 */
final class Pacer {

    private static final int AT_ONCE = 8;
    private static final long COUNTS_FOR_MILLIS = 500;

    private final Vertx vertx;
    private final Queue<Consumer<Runnable>> waiting = new ArrayDeque<>();
    private int underWay;

    Pacer(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Calls {@code turn} when it is its turn, on an event loop, with what it has to call when its round is over. To call
     * that late, never, or again has no effect.
     */
    synchronized void await(Consumer<Runnable> turn) {
        waiting.add(turn);
        next();
    }

    private void next() {
        while (underWay < AT_ONCE && !waiting.isEmpty()) {
            Consumer<Runnable> turn = waiting.remove();
            underWay++;
            var ended = new AtomicBoolean();
            Runnable end = () -> {
                if (ended.compareAndSet(false, true)) {
                    ended();
                }
            };
            vertx.setTimer(COUNTS_FOR_MILLIS, id -> end.run());
            vertx.runOnContext(now -> turn.accept(end));
        }
    }

    private synchronized void ended() {
        underWay--;
        next();
    }
}

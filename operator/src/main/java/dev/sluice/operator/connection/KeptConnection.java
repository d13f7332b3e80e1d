package dev.sluice.operator.connection;

import io.vertx.core.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one server, kept open between attempts to ask it. Each attempt has a number; a connection that comes when
 * its attempt is over, because a deadline has passed or other settings hold, is closed and used by nobody. One attempt at a
 * time; thread-safe beyond that.
 *
 * @param <T> which server, and how
 * @param <C> the connection
 */
public final class KeptConnection<T, C> {

    private final Consumer<C> closing;
    private final BiConsumer<C, Runnable> watching;

    private @Nullable C open;
    private @Nullable T target;
    private int attempt;
    private boolean closed;

    /**
     * Nothing is connected yet.
     *
     * @param closing closes a connection
     * @param watching has the action run when the connection has ended, however it did
     */
    public KeptConnection(Consumer<C> closing, BiConsumer<C, Runnable> watching) {
        this.closing = closing;
        this.watching = watching;
    }

    /**
     * Begins an attempt, which ends the one before.
     *
     * @param wanted which server; a connection to another one is closed
     * @return the number of the attempt
     */
    public synchronized int begin(T wanted) {
        if (!wanted.equals(target)) {
            disconnect();
            target = wanted;
        }
        return ++attempt;
    }

    /** The connection that there is, else the one that is made, if it comes while this attempt lasts. */
    public synchronized Future<C> orMade(int own, Supplier<Future<C>> make) {
        return open != null ? Future.succeededFuture(open) : make.get().compose(fresh -> adopt(fresh, own));
    }

    /** The connection that there is. */
    public synchronized @Nullable C current() {
        return open;
    }

    /** Whether an attempt has ended before its answer: dropped, or followed by another. */
    public synchronized boolean isOver(int own) {
        return own != attempt;
    }

    /**
     * Ends an attempt and closes the connection, unless it is over.
     *
     * @return whether there was a connection
     */
    public synchronized boolean drop(int own) {
        boolean connected = open != null;
        if (own == attempt) {
            dropAny();
        }
        return connected;
    }

    /** Ends the attempt under way, if there is one, and closes the connection, also one that is being made. */
    public synchronized void dropAny() {
        attempt++;
        disconnect();
    }

    /** Closes the connection, and each one that is still made. */
    public synchronized void close() {
        closed = true;
        dropAny();
    }

    /** Closes the connection after an attempt that goes by it no more; the attempt lasts. */
    public synchronized void leave(int own) {
        if (own == attempt) {
            disconnect();
        }
    }

    private void disconnect() {
        C left = open;
        open = null;
        if (left != null) {
            closing.accept(left);
        }
    }

    private synchronized Future<C> adopt(C fresh, int own) {
        if (closed || own != attempt) {
            closing.accept(fresh);
            return Future.failedFuture("the attempt is over");
        }
        watching.accept(fresh, () -> ended(fresh));
        open = fresh;
        return Future.succeededFuture(fresh);
    }

    private synchronized void ended(C gone) {
        if (gone.equals(open)) {
            disconnect();
        }
    }
}

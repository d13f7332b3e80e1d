package dev.sluice.routing.cache.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.routing.cache.store.ChangeListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values in this process, kept right by the store, which tells each name that changes.
 *
 * <p>Each name has a number that grows when it is told. A reader notes the numbers before it asks the store, and a value
 * is given out only as long as all of them are still the same. So a change that is told while the answer is on its way
 * makes the value useless before it is put in, in whatever order the two are seen.
 *
 * <p>A change can be told only over a connection that lives. So values are given out only for a limited time after the
 * store has last proved that all changes until then have been told. Thread-safe.
 */
public final class NearCache implements ChangeListener {

    private static final int MOST_NAMES = 200_000;

    private final Cache<Place, Value> values;
    private final ConcurrentHashMap<String, AtomicLong> names = new ConcurrentHashMap<>();
    private final AtomicLong everything = new AtomicLong();
    private final long bound;
    private volatile long proven;
    private volatile boolean told;

    private NearCache(int entries, Duration bound) {
        this.values = Caffeine.newBuilder().maximumSize(entries).build();
        this.bound = bound.toNanos();
    }

    /**
     * An empty one.
     *
     * @param entries how many values it holds at most
     * @param bound how much older than the last acknowledged invalidation a value may be, when the connection breaks
     *     unnoticed
     */
    public static NearCache of(int entries, Duration bound) {
        return new NearCache(entries, bound);
    }

    /** What had been told when a reader asked the store. */
    public static final class Moment {

        private final AtomicLong everything;
        private final long everythingAt;
        private final AtomicLong[] cells;
        private final long[] at;

        private Moment(AtomicLong everything, long everythingAt, AtomicLong[] cells) {
            this.everything = everything;
            this.everythingAt = everythingAt;
            this.cells = cells;
            this.at = new long[cells.length];
            for (int i = 0; i < cells.length; i++) {
                at[i] = cells[i].get();
            }
        }

        private boolean holds() {
            if (everything.get() != everythingAt) {
                return false;
            }
            for (int i = 0; i < at.length; i++) {
                if (cells[i].get() != at[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A value that was right when it was given out. */
    public static final class Value {

        private final @Nullable Object content;
        private final Moment moment;
        private final long quietUntil;
        private final long freshUntil;
        private final double earliness;

        private Value(@Nullable Object content, Moment moment, long now, Term term) {
            this.content = content;
            this.moment = moment;
            this.quietUntil = now + term.quiet.toNanos();
            this.freshUntil = now + term.fresh.toNanos();
            this.earliness = term.earliness;
        }

        private boolean isFresh(long now) {
            return freshUntil - now > 0 && moment.holds();
        }

        /** Null when it is known that there is none. */
        public @Nullable Object content() {
            return content;
        }
    }

    /**
     * How long a value is given out.
     *
     * @param fresh until it is taken for missing
     * @param quiet until the store is asked for it, to renew it before its time
     * @param earliness what the store is asked for it with then, at least; see {@link dev.sluice.routing.cache.store.Lookup}
     */
    public record Term(Duration fresh, Duration quiet, double earliness) {}

    /** Two words, of which each knows its hash: to make one of them takes longer than all the rest of a look. */
    private record Place(String shape, String key) {

        @Override
        public int hashCode() {
            return 31 * shape.hashCode() + key.hashCode();
        }
    }

    /** The value of a key, in this shape; null when there is none that is right, or it is to be renewed. */
    public @Nullable Value get(String shape, String key) {
        Place place = new Place(shape, key);
        Value held = values.getIfPresent(place);
        if (held == null) {
            return null;
        }
        long now = System.nanoTime();
        if (!told || now - proven > bound) {
            return null;
        }
        if (held.quietUntil - now <= 0 || !held.moment.holds()) {
            if (!held.isFresh(now)) {
                values.asMap().remove(place, held);
            }
            return null;
        }
        return held;
    }

    /** How early a value was to be renewed that is fresh and not given out any more for that; 0 when there is none. */
    public double dueEarliness(String shape, String key) {
        Value held = values.getIfPresent(new Place(shape, key));
        long now = System.nanoTime();
        return held != null && held.quietUntil - now <= 0 && held.isFresh(now) ? held.earliness : 0;
    }

    /** To be called before the store is asked for a value that depends on these names; null when changes are not told. */
    public @Nullable Moment moment(List<String> dependencies) {
        // Before anything else: whatever is forgotten from here on changes this number.
        long everythingAt = everything.get();
        if (!told) {
            return null;
        }
        if (names.size() > MOST_NAMES) {
            forget();
            return null;
        }
        AtomicLong[] cells = new AtomicLong[dependencies.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = names.computeIfAbsent(dependencies.get(i), name -> new AtomicLong());
        }
        return new Moment(everything, everythingAt, cells);
    }

    /** Holds a value that the store has given for a question that was asked after {@code moment}. */
    public void put(String shape, String key, Moment moment, @Nullable Object value, Term term) {
        if (moment.holds()) {
            values.put(new Place(shape, key), new Value(value, moment, System.nanoTime(), term));
        }
    }

    @Override
    public void changed(String name) {
        if (name.equals(ALL)) {
            forget();
            return;
        }
        AtomicLong cell = names.get(name);
        if (cell != null) {
            cell.incrementAndGet();
        }
    }

    @Override
    public void lost() {
        told = false;
        forget();
    }

    @Override
    public void proved(long sinceNanos) {
        proven = sinceNanos;
        told = true;
    }

    /** How many values are held, about. */
    public long size() {
        return values.estimatedSize();
    }

    // Moments hold on to cells that nobody tells any more, so the number of everything changes after the names are
    // gone.
    private void forget() {
        names.clear();
        everything.incrementAndGet();
        values.invalidateAll();
    }
}

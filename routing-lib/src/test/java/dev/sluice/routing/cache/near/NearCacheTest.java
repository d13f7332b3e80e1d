package dev.sluice.routing.cache.near;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.store.ChangeListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NearCacheTest {

    private static final List<String> NAMES = List.of("e", "v");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final NearCache.Term FOR_AN_HOUR = new NearCache.Term(HOUR, HOUR, 3);

    private final NearCache cache = NearCache.of(100, HOUR);

    @Test
    void aValueIsGivenOutUntilOneOfItsNamesChanges() {
        for (String name : List.of("e", "v", ChangeListener.ALL)) {
            proved();
            cache.put("s", "k", moment(), "value", FOR_AN_HOUR);
            cache.changed("another");
            assertThat(requireNonNull(cache.get("s", "k")).content()).isEqualTo("value");
            assertThat(cache.get("other", "k")).isNull();
            cache.changed(name);
            assertThat(cache.get("s", "k")).isNull();
        }
    }

    @Test
    void aChangeThatIsToldBeforeTheAnswerArrivesCounts() {
        proved();
        NearCache.Moment asked = moment();
        cache.changed("v");
        cache.put("s", "k", asked, "old", FOR_AN_HOUR);
        assertThat(cache.get("s", "k")).isNull();
    }

    @Test
    void aLostConnectionTakesAllAndNothingIsHeldUntilTheNextProof() {
        proved();
        NearCache.Moment asked = moment();
        cache.put("s", "k", asked, "value", FOR_AN_HOUR);
        cache.lost();
        assertThat(cache.get("s", "k")).isNull();
        assertThat(cache.moment(NAMES)).isNull();
        cache.put("s", "k", asked, "value", FOR_AN_HOUR);
        proved();
        assertThat(cache.get("s", "k")).isNull();
        cache.put("s", "k", moment(), null, FOR_AN_HOUR);
        assertThat(requireNonNull(cache.get("s", "k")).content()).isNull();
    }

    @Test
    void withoutProofAValueIsGivenOutForTheBoundOnly() {
        NearCache bounded = NearCache.of(100, Duration.ofSeconds(1));
        bounded.proved(System.nanoTime());
        bounded.put("s", "k", requireNonNull(bounded.moment(NAMES)), "value", FOR_AN_HOUR);
        bounded.proved(System.nanoTime() - Duration.ofSeconds(2).toNanos());
        assertThat(bounded.get("s", "k")).isNull();
        bounded.proved(System.nanoTime() + HOUR.toNanos());
        assertThat(bounded.get("s", "k")).isNotNull();
    }

    @Test
    void aValueEndsWithItsTtl() {
        proved();
        cache.put("s", "k", moment(), "value", new NearCache.Term(Duration.ZERO, Duration.ZERO, 0));
        assertThat(cache.get("s", "k")).isNull();
    }

    @Test
    void aValueThatIsToBeRenewedIsNotGivenOutAndSaysHowEarly() {
        proved();
        cache.put("s", "k", moment(), "value", FOR_AN_HOUR);
        assertThat(cache.dueEarliness("s", "k")).isZero();
        NearCache.Moment asked = moment();
        cache.put("s", "k", asked, "value", new NearCache.Term(HOUR, Duration.ZERO, 3));
        assertThat(cache.get("s", "k")).isNull();
        assertThat(cache.dueEarliness("s", "k")).isEqualTo(3);
        assertThat(cache.dueEarliness("other", "k")).isZero();

        cache.changed("v");
        assertThat(cache.dueEarliness("s", "k")).as("it is old").isZero();
        cache.put("s", "k", moment(), "value", new NearCache.Term(Duration.ZERO, Duration.ZERO, 3));
        assertThat(cache.dueEarliness("s", "k")).as("it has expired").isZero();
    }

    /** The store is a number that grows; whoever changes it tells so, and then nobody is given less. */
    @Test
    void underContentionNothingOlderThanAToldChangeIsGivenOut() throws Exception {
        AtomicLong store = new AtomicLong();
        AtomicLong told = new AtomicLong();
        proved();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 200_000; i++) {
                    long next = store.incrementAndGet();
                    cache.changed("v");
                    told.set(next);
                }
            });
            Runnable reader = () -> {
                while (!writer.isDone()) {
                    long floor = told.get();
                    NearCache.Value held = cache.get("s", "k");
                    if (held == null) {
                        NearCache.Moment asked = moment();
                        cache.put("s", "k", asked, store.get(), FOR_AN_HOUR);
                    } else {
                        assertThat((Long) requireNonNull(held.content())).isGreaterThanOrEqualTo(floor);
                    }
                }
            };
            Future<?> one = threads.submit(reader);
            Future<?> other = threads.submit(reader);
            writer.get(2, TimeUnit.MINUTES);
            one.get(2, TimeUnit.MINUTES);
            other.get(2, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }
    }

    private void proved() {
        cache.proved(System.nanoTime());
    }

    private NearCache.Moment moment() {
        return requireNonNull(cache.moment(NAMES));
    }
}

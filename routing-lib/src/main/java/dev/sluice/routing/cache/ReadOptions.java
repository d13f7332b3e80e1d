package dev.sluice.routing.cache;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.routing.cache.codec.Frame;
import dev.sluice.routing.cache.codec.JsonCodec;
import dev.sluice.routing.cache.codec.ValueCodec;
import dev.sluice.routing.cache.decision.GlanceWorth;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.store.Content;
import dev.sluice.routing.cache.store.Found;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one value is cached. What is not given comes from the rule of the policy: the one that is named here, else the
 * first one that matches the key. Without a TTL from either, nothing is cached. Build it once and keep it: making one
 * looks at the type. Thread-safe.
 *
 * @param <T> the value
 */
public final class ReadOptions<T> {

    private static final int MOST_NAMES = 100;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** As a policy can write it. */
    private static final Duration LONGEST = Duration.ofHours(999_999);

    private final ValueCodec<T> codec;
    private final GivenOptions given;
    private final GlanceWorth glances = new GlanceWorth();
    private volatile @Nullable Resolved resolved;

    private ReadOptions(ValueCodec<T> codec, GivenOptions given) {
        this.codec = codec;
        this.given = given;
    }

    /** What came of these options with a policy and a rule; no terms when nothing is to be cached. */
    record Resolved(
            @Nullable CachePolicy policy,
            @Nullable CacheRule rule,
            @Nullable Terms terms) {

        // To compare policies by value would take longer than what is spared.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(@Nullable CachePolicy otherPolicy, @Nullable CacheRule otherRule) {
            return policy == otherPolicy && rule == otherRule;
        }
    }

    /** Values of a class without type parameters, as JSON. */
    public static <T> ReadOptions<T> of(Class<T> type) {
        return of(JsonCodec.of(type));
    }

    /** Values of any type, such as {@code new TypeReference<List<Order>>() {}}, as JSON. */
    public static <T> ReadOptions<T> of(TypeReference<T> type) {
        return of(JsonCodec.of(type));
    }

    /** Values in a form of one's own. */
    public static <T> ReadOptions<T> of(ValueCodec<T> codec) {
        String shape = codec.shape();
        if (!shape.matches("\\S{1,64}")) {
            throw new IllegalArgumentException(
                    "the codec's shape is \"" + shape + "\", expected 1 to 64 characters without spaces");
        }
        return new ReadOptions<>(codec, GivenOptions.NOTHING);
    }

    /** Under this rule of the policy. */
    public ReadOptions<T> rule(String name) {
        return with(draft -> draft.rule = name);
    }

    /** Fresh for so long, from 1 ms to 999,999 h. */
    public ReadOptions<T> ttl(Duration ttl) {
        if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("ttl is " + ttl + ", expected from 1 ms to " + LONGEST.toHours() + " h");
        }
        return with(draft -> {
            draft.ttlClass = null;
            draft.ttl = ttl;
        });
    }

    /** Fresh for as long as this class of the policy says; without a policy: short, medium, long or veryLong. */
    public ReadOptions<T> ttlClass(String name) {
        return with(draft -> {
            draft.ttlClass = name;
            draft.ttl = null;
        });
    }

    /** Made old by a write to one of these tables, {@code schema.table}; in addition to the rule's. */
    public ReadOptions<T> models(String... names) {
        return with(draft -> draft.models = names("models", names));
    }

    /** Can be invalidated under these names; in addition to the rule's. */
    public ReadOptions<T> tags(String... names) {
        return with(draft -> draft.tags = names("tags", names));
    }

    /** May be given out so long beyond its TTL while one loader renews it; never after an invalidation. */
    public ReadOptions<T> staleWhileRevalidate(Duration window) {
        return with(draft -> draft.staleWhileRevalidate = notNegative("staleWhileRevalidate", window));
    }

    /** May be given out so long beyond its TTL when loading has failed by then; never after an invalidation. */
    public ReadOptions<T> staleIfError(Duration window) {
        return with(draft -> draft.staleIfError = notNegative("staleIfError", window));
    }

    /** That there is no value is remembered so long, from 1 ms to 999,999 h; zero for not. */
    public ReadOptions<T> negativeTtl(Duration ttl) {
        if (!ttl.isZero() && (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "negativeTtl is " + ttl + ", expected 0, or from 1 ms to " + LONGEST.toHours() + " h");
        }
        return with(draft -> draft.negativeTtl = ttl);
    }

    /** By how many percent the TTL is made shorter at random, from 0 to 50; without a rule 10. */
    public ReadOptions<T> jitterPercent(int percent) {
        if (percent < 0 || percent > 50) {
            throw new IllegalArgumentException("jitterPercent is " + percent + ", expected from 0 to 50");
        }
        return with(draft -> draft.jitterPercent = percent);
    }

    ValueCodec<T> codec() {
        return codec;
    }

    /** The value that the store has; null when it is that there is none. */
    @Nullable
    T decode(@Nullable Content stored, EntryLimits limits) throws IOException {
        if (stored == null || Frame.isAbsent(stored.bytes())) {
            return null;
        }
        @Nullable T value = codec.decode(Frame.unwrap(stored.bytes(), limits.maxBytes()));
        if (value == null) {
            throw new IOException("its codec has made null of it");
        }
        return value;
    }

    /** Whether to look first at a glance for a value that is read with these options. */
    boolean glance() {
        return glances.isWorth();
    }

    /** Notes what was found for such a value; nothing when there was no answer. */
    void found(@Nullable Found found) {
        if (found != null) {
            glances.found(found.suffices());
        }
    }

    @Nullable
    Resolved resolved() {
        return resolved;
    }

    void resolved(Resolved last) {
        resolved = last;
    }

    GivenOptions given() {
        return given;
    }

    private ReadOptions<T> with(Consumer<GivenOptions.Draft> change) {
        return new ReadOptions<>(codec, given.changed(change));
    }

    private static Duration notNegative(String field, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    field + " is " + value + ", expected from 0 to " + LONGEST.toHours() + " h");
        }
        return value;
    }

    private static List<String> names(String field, String... names) {
        List<String> all = List.of(names);
        if (all.size() > MOST_NAMES || all.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    field + " are " + all.size() + " names, expected up to " + MOST_NAMES + ", none of them blank");
        }
        return all;
    }
}

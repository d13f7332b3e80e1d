package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReadOptions} are given; null or empty what is not.
 *
 * @param rule the name of a rule
 * @param ttlClass the name of a TTL class
 */
record GivenOptions(
        @Nullable String rule,
        @Nullable String ttlClass,
        @Nullable Duration ttl,
        List<String> models,
        List<String> tags,
        @Nullable Duration staleWhileRevalidate,
        @Nullable Duration staleIfError,
        @Nullable Duration negativeTtl,
        @Nullable Integer jitterPercent) {

    static final GivenOptions NOTHING =
            new GivenOptions(null, null, null, List.of(), List.of(), null, null, null, null);

    /** The same but for that. */
    GivenOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** Options of which parts are set one by one. */
    static final class Draft {

        @Nullable
        String rule;

        @Nullable
        String ttlClass;

        @Nullable
        Duration ttl;

        List<String> models;
        List<String> tags;

        @Nullable
        Duration staleWhileRevalidate;

        @Nullable
        Duration staleIfError;

        @Nullable
        Duration negativeTtl;

        @Nullable
        Integer jitterPercent;

        private Draft(GivenOptions given) {
            rule = given.rule;
            ttlClass = given.ttlClass;
            ttl = given.ttl;
            models = given.models;
            tags = given.tags;
            staleWhileRevalidate = given.staleWhileRevalidate;
            staleIfError = given.staleIfError;
            negativeTtl = given.negativeTtl;
            jitterPercent = given.jitterPercent;
        }

        private GivenOptions done() {
            return new GivenOptions(
                    rule, ttlClass, ttl, models, tags, staleWhileRevalidate, staleIfError, negativeTtl, jitterPercent);
        }
    }
}

package dev.sluice.routing.cache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for queries that are cached by themselves. */
class StatementOptionsTest {

    @Test
    void noErrorIsHiddenByAnOldResultWhateverTheRuleSays() throws Exception {
        Duration hour = Duration.ofHours(1);
        CacheRule rule = new CacheRule(
                "shop",
                new CacheRule.Match(List.of(), List.of(), List.of("public.items")),
                null,
                Duration.ofMinutes(1),
                List.of(),
                List.of(),
                hour,
                hour,
                Duration.ZERO,
                0);
        CachePolicy policy = new CachePolicy(
                "test/options",
                "1",
                1,
                Instant.EPOCH,
                "test/db",
                RedisLocation.standalone("localhost", 6379),
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(rule),
                WriteEffects.NONE_KNOWN,
                new EntryLimits(64 * 1024, 2048),
                List.of());
        Terms terms =
                TermsOf.read("key", new StatementOptions().of(null, rule, List.of("public.items"), policy), policy);
        requireNonNull(terms);
        assertThat(terms.lifetime().stale()).isEqualTo(hour);
        assertThat(terms.lifetime().lastResort()).isZero();
    }
}

package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is cached and for how long.
 *
 * @param ttlClass null when {@code ttl} is given, or neither; see {@link #effectiveTtlClass()}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.name.matches('" + Names.LABEL + "')",
        fieldPath = ".name",
        message = "name must be a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends")
@ValidationRule(
        value = "!has(self.ttl) || !has(self.ttlClass)",
        fieldPath = ".ttl",
        message = "ttl and ttlClass exclude each other; remove one of them")
@ValidationRule(
        value = "!has(self.ttl) || (self.ttl.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.ttl) >= duration('1s') && duration(self.ttl) <= duration('720h'))",
        fieldPath = ".ttl",
        message = "ttl must be from 1s to 720h, " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.staleWhileRevalidate) || (self.staleWhileRevalidate.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.staleWhileRevalidate) <= duration('24h'))",
        fieldPath = ".staleWhileRevalidate",
        message = "staleWhileRevalidate must be up to 24h, " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.staleIfError) || (self.staleIfError.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.staleIfError) <= duration('24h'))",
        fieldPath = ".staleIfError",
        message = "staleIfError must be up to 24h, " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.negativeTtl) || (self.negativeTtl.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.negativeTtl) <= duration('24h'))",
        fieldPath = ".negativeTtl",
        message = "negativeTtl must be up to 24h, " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.models) || self.models.all(m, m.matches('^[^. ]+[.][^. ]+$'))",
        fieldPath = ".models",
        message = "models must each be schema.table, such as public.orders")
@ValidationRule(
        value = "!has(self.tags) || self.tags.all(t, t.matches('" + CacheRule.TAG + "'))",
        fieldPath = ".tags",
        message = "tags has an element that is blank; write the tag, or remove the element")
public record CacheRule(
        @JsonPropertyDescription("A short name that is unique in the policy; applications choose the rule by it, and"
                + " statistics count by it.")
        @Required
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "What the rule applies to where nobody names it; of the rules that match, the first one" + " counts.")
        @Default("{}")
        CacheMatch match,

        @JsonPropertyDescription(
                "How long a result is fresh, as a class of spec.ttlClasses. Without class and ttl:" + " medium.")
        @Size(min = 1, max = 63)
        @Nullable
        String ttlClass,

        @JsonPropertyDescription("How long a result is fresh, instead of a class. Over 1h is accepted with a warning.")
        @DurationField
        @Nullable
        Duration ttl,

        @JsonPropertyDescription("Tables (schema.table) that the results come from: a write to one of them makes them"
                + " old. For statements they are added to what the statement itself shows.")
        @Size(max = 64)
        List<@Size(min = 1, max = 130) String> models,

        @JsonPropertyDescription("Further names under which results can be invalidated.") @Size(max = 32)
        List<@Size(min = 1, max = 128) String> tags,

        @JsonPropertyDescription(
                "How long beyond its TTL a result may be given out while it is renewed; without it not" + " at all.")
        @DurationField
        @Nullable
        Duration staleWhileRevalidate,

        @JsonPropertyDescription(
                "How long beyond its TTL a result may be given out when it cannot be loaded; without it"
                        + " not at all.")
        @DurationField
        @Nullable
        Duration staleIfError,

        @JsonPropertyDescription("How long it is remembered that there is no result; without it not at all.")
        @DurationField
        @Nullable
        Duration negativeTtl,

        @JsonPropertyDescription(
                "By how much, in percent, the TTL is shortened at random, so that results of one moment"
                        + " do not expire in one moment.")
        @Default("" + DEFAULT_JITTER_PERCENT)
        @Min(0)
        @Max(50)
        Integer jitterPercent) {

    /** What a tag holds, as a regular expression of the schema: more than blanks. */
    static final String TAG = "[^[:space:]]";

    public static final int DEFAULT_JITTER_PERCENT = 10;

    /** What a rule without class and ttl has. */
    public static final String DEFAULT_TTL_CLASS = "medium";

    public CacheRule {
        match = match == null ? CacheMatch.byNameOnly() : match;
        models = StoredLists.readable(models);
        tags = StoredLists.readable(tags);
        jitterPercent = jitterPercent == null ? DEFAULT_JITTER_PERCENT : jitterPercent;
    }

    /** A rule of this name with defaults for the rest. */
    public static CacheRule of(String name) {
        return new CacheRule(
                name,
                CacheMatch.byNameOnly(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                DEFAULT_JITTER_PERCENT);
    }

    /** The class that counts; null when the rule has a TTL of its own. */
    public @Nullable String effectiveTtlClass() {
        return ttl == null && ttlClass == null ? DEFAULT_TTL_CLASS : ttlClass;
    }
}

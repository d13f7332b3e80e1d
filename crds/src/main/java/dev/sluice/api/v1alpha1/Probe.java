package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When members are probed and how many results change their state.
 *
 * @param timeout the deadline as the user wrote it, null when nobody did; {@link #effectiveTimeout()} is what counts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.interval) || self.interval.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".interval",
        message = "interval must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.timeout) || self.timeout.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".timeout",
        message = "timeout must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.interval) || !self.interval.matches('" + DurationText.PATTERN + "')"
                + " || (duration(self.interval) >= duration('1s') && duration(self.interval) <= duration('1h'))",
        fieldPath = ".interval",
        message = "interval must be from 1s to 1h; 30s is the default")
@ValidationRule(
        value = "!has(self.timeout) || !self.timeout.matches('" + DurationText.PATTERN + "')"
                + " || duration(self.timeout) >= duration('100ms')",
        fieldPath = ".timeout",
        message = "timeout must be at least 100ms, because it covers connect, TLS, authentication and query; leave it"
                + " out for the smaller of 5s and 0.8 x interval")
@ValidationRule(
        value = "!has(self.timeout) || !has(self.interval) || !self.timeout.matches('" + DurationText.PATTERN + "')"
                + " || !self.interval.matches('" + DurationText.PATTERN + "')"
                + " || duration(self.timeout) < duration(self.interval)",
        fieldPath = ".timeout",
        message = "timeout must be shorter than interval; shorten it, or leave it out for the smaller of 5s and 0.8 x"
                + " interval")
public record Probe(
        @JsonPropertyDescription("Time between two probes of a member, from 1s to 1h.")
        @Default(DEFAULT_INTERVAL_TEXT)
        @DurationField
        Duration interval,

        @JsonPropertyDescription("The deadline of a probe, which covers connect, TLS, authentication and query; shorter"
                + " than interval. Without it the smaller of 5s and 0.8 x interval.")
        @DurationField
        @Nullable
        Duration timeout,

        @JsonPropertyDescription("Consecutive failures that make a member Unreachable.")
        @Default("" + DEFAULT_FAILURE_THRESHOLD)
        @Min(1)
        @Max(100)
        Integer failureThreshold,

        @JsonPropertyDescription("Consecutive successes that make an Unreachable member usable again.")
        @Default("" + DEFAULT_SUCCESS_THRESHOLD)
        @Min(1)
        @Max(100)
        Integer successThreshold) {

    private static final String DEFAULT_INTERVAL_TEXT = "30s";

    public static final Duration DEFAULT_INTERVAL = DurationText.parse(DEFAULT_INTERVAL_TEXT);
    public static final int DEFAULT_FAILURE_THRESHOLD = 3;
    public static final int DEFAULT_SUCCESS_THRESHOLD = 1;

    private static final Duration LONGEST_DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public Probe {
        interval = interval == null ? DEFAULT_INTERVAL : interval;
        failureThreshold = failureThreshold == null ? DEFAULT_FAILURE_THRESHOLD : failureThreshold;
        successThreshold = successThreshold == null ? DEFAULT_SUCCESS_THRESHOLD : successThreshold;
    }

    /** What a resource without {@code spec.probe} gets. */
    public static Probe defaults() {
        return every(DEFAULT_INTERVAL);
    }

    /** The defaults with another interval. */
    public static Probe every(Duration interval) {
        return new Probe(interval, null, DEFAULT_FAILURE_THRESHOLD, DEFAULT_SUCCESS_THRESHOLD);
    }

    /** The deadline of one probe: the user's, else the smaller of 5 s and 0.8 of the interval. */
    public Duration effectiveTimeout() {
        if (timeout != null) {
            return timeout;
        }
        Duration most = interval.multipliedBy(4).dividedBy(5);
        return most.compareTo(LONGEST_DEFAULT_TIMEOUT) < 0 ? most : LONGEST_DEFAULT_TIMEOUT;
    }
}

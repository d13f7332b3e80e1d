package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;

/** When the operator reads Redis and how many failures make it unreachable. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.interval) || (self.interval.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.interval) >= duration('1s') && duration(self.interval) <= duration('1h'))",
        fieldPath = ".interval",
        message = "interval must be from 1s to 1h, " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.timeout) || (self.timeout.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.timeout) >= duration('100ms') && duration(self.timeout) <= duration('30s'))",
        fieldPath = ".timeout",
        message = "timeout must be from 100ms to 30s, " + DurationText.FORM_IN_WORDS)
public record CacheProbe(
        @JsonPropertyDescription("Time between two readings, from 1s to 1h.")
        @Default(DEFAULT_INTERVAL_TEXT)
        @DurationField
        Duration interval,

        @JsonPropertyDescription("The deadline of a reading, which covers connect, TLS, sign-in and all commands.")
        @Default(DEFAULT_TIMEOUT_TEXT)
        @DurationField
        Duration timeout,

        @JsonPropertyDescription("Consecutive failures after which Redis counts as unreachable.")
        @Default("" + DEFAULT_FAILURE_THRESHOLD)
        @Min(1)
        @Max(100)
        Integer failureThreshold) {

    private static final String DEFAULT_INTERVAL_TEXT = "30s";
    private static final String DEFAULT_TIMEOUT_TEXT = "3s";

    public static final Duration DEFAULT_INTERVAL = DurationText.parse(DEFAULT_INTERVAL_TEXT);
    public static final Duration DEFAULT_TIMEOUT = DurationText.parse(DEFAULT_TIMEOUT_TEXT);
    public static final int DEFAULT_FAILURE_THRESHOLD = 3;

    public CacheProbe {
        interval = interval == null ? DEFAULT_INTERVAL : interval;
        timeout = timeout == null ? DEFAULT_TIMEOUT : timeout;
        failureThreshold = failureThreshold == null ? DEFAULT_FAILURE_THRESHOLD : failureThreshold;
    }

    /** What a resource without {@code spec.probe} gets. */
    public static CacheProbe defaults() {
        return new CacheProbe(DEFAULT_INTERVAL, DEFAULT_TIMEOUT, DEFAULT_FAILURE_THRESHOLD);
    }
}

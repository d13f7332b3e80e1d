package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far behind a replica may be and still serve reads.
 *
 * @param maxBytes bytes of write-ahead log, null for no limit by bytes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.maxTime) || self.maxTime.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".maxTime",
        message = "maxTime must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.maxTime) || !self.maxTime.matches('" + DurationText.PATTERN + "')"
                + " || duration(self.maxTime) <= duration('1h')",
        fieldPath = ".maxTime",
        message = "maxTime must not be over 1h; 5s is the default, and over 10s readers notice")
public record LagLimits(
        @JsonPropertyDescription("A replica that is further behind is Lagging and serves no reads. Up to 1h; over 10s"
                + " is accepted with a warning.")
        @Default(DEFAULT_MAX_TIME_TEXT)
        @DurationField
        Duration maxTime,

        @JsonPropertyDescription("The same limit in bytes of write-ahead log; without it only time counts.")
        @Min(1)
        @Nullable
        Long maxBytes) {

    private static final String DEFAULT_MAX_TIME_TEXT = "5s";

    public static final Duration DEFAULT_MAX_TIME = DurationText.parse(DEFAULT_MAX_TIME_TEXT);

    public LagLimits {
        maxTime = maxTime == null ? DEFAULT_MAX_TIME : maxTime;
    }

    /** What a resource without {@code spec.lag} gets. */
    public static LagLimits defaults() {
        return new LagLimits(DEFAULT_MAX_TIME, null);
    }
}

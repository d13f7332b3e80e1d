package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many of the reads the cache should answer. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HitRateTarget(
        @JsonPropertyDescription("The hits that are wanted, in percent of all reads of the last ten minutes.")
        @Default("" + DEFAULT_PERCENT)
        @Min(0)
        @Max(100)
        Integer percent,

        @JsonPropertyDescription("With fewer reads in the last ten minutes the hit rate is not judged.")
        @Default("" + DEFAULT_MIN_READS)
        @Min(1)
        @Max(1000000000)
        Integer minReads) {

    public static final int DEFAULT_PERCENT = 70;
    public static final int DEFAULT_MIN_READS = 100;

    public HitRateTarget {
        percent = percent == null ? DEFAULT_PERCENT : percent;
        minReads = minReads == null ? DEFAULT_MIN_READS : minReads;
    }

    /** What a resource without {@code spec.hitRate} gets. */
    public static HitRateTarget defaults() {
        return new HitRateTarget(DEFAULT_PERCENT, DEFAULT_MIN_READS);
    }
}

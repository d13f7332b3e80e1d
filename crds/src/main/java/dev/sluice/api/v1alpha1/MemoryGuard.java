package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * How full Redis may be.
 *
 * @param maxBytes null for Redis' own {@code maxmemory}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MemoryGuard(
        @JsonPropertyDescription(
                "Memory in use, in percent of the limit, over which MemoryHealthy is False; where Redis"
                        + " evicts at its own limit, only while it evicts much.")
        @Default("" + DEFAULT_MAX_PERCENT)
        @Min(1)
        @Max(100)
        Integer maxPercent,

        @JsonPropertyDescription("The limit in bytes where Redis itself has no maxmemory or should not reach it.")
        @Min(1048576)
        @Nullable
        Long maxBytes) {

    public static final int DEFAULT_MAX_PERCENT = 90;

    public MemoryGuard {
        maxPercent = maxPercent == null ? DEFAULT_MAX_PERCENT : maxPercent;
    }

    /** What a resource without {@code spec.memory} gets. */
    public static MemoryGuard defaults() {
        return new MemoryGuard(DEFAULT_MAX_PERCENT, null);
    }
}

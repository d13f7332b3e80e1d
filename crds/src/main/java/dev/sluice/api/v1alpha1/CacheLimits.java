package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Limits of one entry, by its encoded size in bytes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CacheLimits(
        @JsonPropertyDescription("A larger result is not cached; in bytes, from 1 KiB to 64 MiB.")
        @Default("" + DEFAULT_MAX_BYTES)
        @Min(1024)
        @Max(67108864)
        Integer maxBytes,

        @JsonPropertyDescription("From how many bytes on a result is compressed; 0 for never.")
        @Default("" + DEFAULT_COMPRESS_FROM)
        @Min(0)
        @Max(67108864)
        Integer compressFrom) {

    public static final int DEFAULT_MAX_BYTES = 1 << 20;
    public static final int DEFAULT_COMPRESS_FROM = 2048;

    public CacheLimits {
        maxBytes = maxBytes == null ? DEFAULT_MAX_BYTES : maxBytes;
        compressFrom = compressFrom == null ? DEFAULT_COMPRESS_FROM : compressFrom;
    }

    /** What a resource without {@code spec.limits} gets. */
    public static CacheLimits defaults() {
        return new CacheLimits(DEFAULT_MAX_BYTES, DEFAULT_COMPRESS_FROM);
    }
}

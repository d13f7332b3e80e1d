package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What writes make old beyond the tables that their text names. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CacheWrites(
        @JsonPropertyDescription(
                "What a write makes old whose tables cannot be known, such as a function or a DO block:"
                        + " Everything, or Nothing where those who write so invalidate by hand.")
        @Default(CacheWrites.DEFAULT_UNKNOWN)
        Unknown unknown) {

    static final String DEFAULT_UNKNOWN = "Everything";

    public CacheWrites {
        unknown = unknown == null ? Unknown.EVERYTHING : unknown;
    }

    /** What a resource without {@code spec.writes} gets. */
    public static CacheWrites defaults() {
        return new CacheWrites(Unknown.EVERYTHING);
    }

    /** What follows from a write of which the tables cannot be known. */
    public enum Unknown {
        /** Everything in the cache is old. */
        @JsonProperty(DEFAULT_UNKNOWN)
        EVERYTHING,
        /** Nothing is. */
        @JsonProperty("Nothing")
        NOTHING
    }
}

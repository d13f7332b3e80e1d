package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** An order to make results old once. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.id.matches('^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$')",
        fieldPath = ".id",
        message =
                "id must be letters, digits, '-', '_' and '.', with a letter or digit at both ends; a date or a ticket"
                        + " number serves well")
@ValidationRule(
        value = "(has(self.models) && size(self.models) > 0) || (has(self.tags) && size(self.tags) > 0)"
                + " || (has(self.keys) && size(self.keys) > 0)",
        message = "an invalidation must name at least one of models, tags and keys")
public record CacheInvalidation(
        @JsonPropertyDescription("Names the order. It is carried out once; to repeat it, give it another id.")
        @Required
        @Size(min = 1, max = 63)
        String id,

        @JsonPropertyDescription("Tables as schema.table, or without the schema for those of that name in all schemas:"
                + " whatever was read from them is old. Names are as the database's catalog has them, so in lower case"
                + " unless they were quoted.")
        @Size(max = 64)
        List<@Size(min = 1, max = 130) String> models,

        @JsonPropertyDescription("Tags: whatever carries one of them is old.") @Size(max = 64)
        List<@Size(min = 1, max = 128) String> tags,

        @JsonPropertyDescription("Keys, exactly as applications give them.") @Size(max = 64)
        List<@Size(min = 1, max = 512) String> keys) {

    public CacheInvalidation {
        models = StoredLists.readable(models);
        tags = StoredLists.readable(tags);
        keys = StoredLists.readable(keys);
    }
}

package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

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
@ValidationRule(
        value = "!has(self.models) || self.models.all(m, m.matches('" + CacheInvalidation.MODEL + "'))",
        fieldPath = ".models",
        message = "models must each be schema.table or table, such as public.orders",
        messageExpression = "\"models has '\" + self.models.filter(m, !m.matches('" + CacheInvalidation.MODEL
                + "'))[0] + \"', which is no table; write schema.table or table, such as public.orders\"")
@ValidationRule(
        value = "!has(self.tags) || self.tags.all(t, t.matches('" + CacheRule.TAG + "'))",
        fieldPath = ".tags",
        message = "tags has an element that is blank; write the tag, or remove the element")
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

    // One dot at most, since one inside of a name could not be told from that between two. Blanks may be inside of a
    // name.
    static final String MODEL = "^[^.[:space:]]([^.]*[^.[:space:]])?([.][^.[:space:]]([^.]*[^.[:space:]])?)?$";

    private static final int FINGERPRINT_BYTES = 8;

    public CacheInvalidation {
        models = StoredLists.readable(models);
        tags = StoredLists.readable(tags);
        keys = StoredLists.readable(keys);
    }

    /** A fingerprint of what it names, in whatever order. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (List<String> names : List.of(models, tags, keys)) {
            // With the length before each, so that two names cannot be taken for other two.
            new TreeSet<>(names)
                    .forEach(name -> text.append(name.length()).append(':').append(name));
            text.append(';');
        }
        try {
            byte[] all =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

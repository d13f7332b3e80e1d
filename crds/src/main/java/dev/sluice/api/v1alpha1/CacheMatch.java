package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a rule applies to; one that matches is enough. All empty: only who names the rule gets it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.fingerprints) || self.fingerprints.all(f, f.matches('^[0-9a-f]{16}$'))",
        fieldPath = ".fingerprints",
        message = "fingerprints must each be 16 hexadecimal digits in lower case, as 'sluice fingerprint' shows"
                + " them")
@ValidationRule(
        value = "!has(self.tables) || self.tables.all(t, t.matches('^[^. ]+[.][^. ]+$'))",
        fieldPath = ".tables",
        message = "tables must each be schema.table, such as public.orders; * stands for any characters")
public record CacheMatch(
        @JsonPropertyDescription("Keys that applications give; * stands for any characters.") @Size(max = 32)
        List<@Size(min = 1, max = 256) String> keys,

        @JsonPropertyDescription(
                "Fingerprints of statements, 16 hexadecimal digits each, as 'sluice fingerprint' shows them.")
        @Size(max = 64)
        List<@Size(min = 1, max = 16) String> fingerprints,

        @JsonPropertyDescription("Tables as schema.table; * stands for any characters. Statements match that read from"
                + " such tables only.")
        @Size(max = 64)
        List<@Size(min = 1, max = 130) String> tables) {

    public CacheMatch {
        keys = StoredLists.readable(keys);
        fingerprints = StoredLists.readable(fingerprints);
        tables = StoredLists.readable(tables);
    }

    /** Matches nothing by itself. */
    public static CacheMatch byNameOnly() {
        return new CacheMatch(List.of(), List.of(), List.of());
    }
}

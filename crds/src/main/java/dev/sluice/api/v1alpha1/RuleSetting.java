package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How much one rule weighs, when it is not its own severity that counts. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.severity != 'Ignore' || has(self.reason)",
        fieldPath = ".reason",
        message = "reason must say why the rule is ignored, for whoever reads this later")
public record RuleSetting(
        @JsonPropertyDescription("The rule's id, as docs/rules.md lists it.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern(Names.LABEL)
        String name,

        @JsonPropertyDescription("The severity of the rule's findings; Ignore for no findings at all.") @Required
        Severity severity,

        @JsonPropertyDescription("Why; must be given with Ignore.") @Size(min = 1, max = 512) @Nullable
        String reason) {

    /** What a rule's findings weigh. */
    public enum Severity {
        /** The rule is not asked. */
        @JsonProperty("Ignore")
        IGNORE,
        /** Worth knowing. */
        @JsonProperty("Low")
        LOW,
        /** Hurts under load. */
        @JsonProperty("Medium")
        MEDIUM,
        /** Blocks, rewrites, fails or loses data. */
        @JsonProperty("High")
        HIGH
    }
}

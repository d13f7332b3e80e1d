package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose result is loaded before somebody asks for it.
 *
 * @param rule null for the rule that matches
 * @param every null for at the start of an application only
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.name.matches('" + Names.LABEL + "')",
        fieldPath = ".name",
        message = "name must be a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends")
@ValidationRule(
        value = "self.sql.matches('[^[:space:]]')",
        fieldPath = ".sql",
        message = "sql must be one query, with ? for parameters; it is blank")
@ValidationRule(
        value = "!has(self.every) || (self.every.matches('" + DurationText.PATTERN + "')"
                + " && duration(self.every) >= duration('1s') && duration(self.every) <= duration('720h'))",
        fieldPath = ".every",
        message = "every must be from 1s to 720h, " + DurationText.FORM_IN_WORDS)
public record WarmStatement(
        @JsonPropertyDescription("A short name that is unique in the policy; progress is reported by it.")
        @Required
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription("One query, with ? for parameters.") @Required @Size(min = 1, max = 8192)
        String sql,

        @JsonPropertyDescription("The parameters as text, which the server reads as what the statement needs.")
        @Size(max = 64)
        List<@Size(max = 1024) String> parameters,

        @JsonPropertyDescription(
                "The name of the rule that the result is cached under; without it the one that matches.")
        @Size(min = 1, max = 63)
        @Nullable
        String rule,

        @JsonPropertyDescription("How often it is loaded anew; without it only when an application starts.")
        @DurationField
        @Nullable
        Duration every) {

    public WarmStatement {
        // Not without what could not be read: another parameter would take its place.
        parameters = parameters == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(parameters));
    }
}

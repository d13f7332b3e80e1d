package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.api.condition.StatusText;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * One finding in short.
 *
 * @param file cut to {@value #MOST_IN_FILE} characters
 * @param message cut to {@value #MOST_IN_MESSAGE} characters
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingSummary(
        @JsonPropertyDescription("The id of the rule.") @Required @Size(max = 63)
        String rule,

        @JsonPropertyDescription("How bad it is.") @Required Risk severity,

        @JsonPropertyDescription("The file.") @Required @Size(max = MOST_IN_FILE)
        String file,

        @JsonPropertyDescription("The line in the file, from 1 on.") @Min(1) @Nullable
        Integer line,

        @JsonPropertyDescription("What it is.") @Required @Size(max = MOST_IN_MESSAGE)
        String message) {

    /** The longest file name that the schema takes. */
    public static final int MOST_IN_FILE = 256;

    /** The longest message that the schema takes. */
    public static final int MOST_IN_MESSAGE = 512;

    private static final int MOST_IN_RULE = 63;

    public FindingSummary {
        rule = rule == null ? "" : StatusText.limit(rule, MOST_IN_RULE);
        severity = severity == null ? Risk.HIGH : severity;
        file = file == null ? "" : StatusText.limit(file, MOST_IN_FILE);
        message = message == null ? "" : StatusText.limit(message, MOST_IN_MESSAGE);
    }
}

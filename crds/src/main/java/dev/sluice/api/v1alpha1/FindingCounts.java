package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** How much was read and found. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingCounts(
        @JsonPropertyDescription("All findings.") @Required @Min(0)
        Integer total,

        @JsonPropertyDescription("Those that block, rewrite, fail or lose data.") @Required @Min(0)
        Integer high,

        @JsonPropertyDescription("Those that hurt under load or need a coordinated deployment.") @Required @Min(0)
        Integer medium,

        @JsonPropertyDescription("Those that are worth knowing.") @Required @Min(0)
        Integer low,

        @JsonPropertyDescription("The migrations that were read.") @Required @Min(0)
        Integer migrations,

        @JsonPropertyDescription("The statements that were read.") @Required @Min(0)
        Integer statements,

        @JsonPropertyDescription("Those of them that no grammar took, so that only simple rules have seen them.")
        @Required
        @Min(0)
        Integer unread) {

    public FindingCounts {
        high = high == null ? 0 : high;
        medium = medium == null ? 0 : medium;
        low = low == null ? 0 : low;
        total = total == null ? high + medium + low : total;
        migrations = migrations == null ? 0 : migrations;
        statements = statements == null ? 0 : statements;
        unread = unread == null ? 0 : unread;
    }
}

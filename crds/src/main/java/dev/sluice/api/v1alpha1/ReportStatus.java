package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the report is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportStatus(
        @JsonPropertyDescription("The ConfigMap that holds it, under the key report.json.") @Required @Size(max = 253)
        String configMapName,

        @JsonPropertyDescription("How many findings are left out of it for want of room; the counts are whole, and"
                + " omitted.txt beside it says where the others are.")
        @Min(0)
        Integer omittedFindings,

        @JsonPropertyDescription("When it was stored.") @Nullable
        Instant storedAt) {

    public ReportStatus {
        omittedFindings = omittedFindings == null ? 0 : omittedFindings;
    }
}

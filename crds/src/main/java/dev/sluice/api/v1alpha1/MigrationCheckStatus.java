package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of the latest run. While it has no report yet, there are no results of an earlier one either. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationCheckStatus(
        @JsonPropertyDescription("The metadata.generation that this status was computed from; 0 before the operator has"
                + " written one, so that what waits for the resource does not take it for done.")
        @Default(Unwritten.GENERATION)
        @Min(0)
        @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("The state of the check in the standard form.") @Size(max = 32)
        List<Condition> conditions,

        @JsonPropertyDescription("The severity of the worst finding; absent while there is no report.") @Nullable
        Risk risk,

        @JsonPropertyDescription("How much was read and found; absent while there is no report.") @Nullable
        FindingCounts counts,

        @JsonPropertyDescription("The first findings, the worst ones first; the report has all.")
        @Size(max = MigrationCheckStatus.MOST_FINDINGS)
        List<FindingSummary> findings,

        @JsonPropertyDescription("Where the report is; absent while there is none.") @Nullable
        ReportStatus report,

        @JsonPropertyDescription("The latest run.") @Nullable
        RunStatus run) {

    /** How many findings a status has at most. */
    public static final int MOST_FINDINGS = 10;

    public MigrationCheckStatus {
        conditions = readable(conditions);
        findings = readable(findings);
    }

    /** Without the elements that could not be read from an object of another version; the next status replaces them. */
    private static <T> List<T> readable(@Nullable List<T> elements) {
        return elements == null
                ? List.of()
                : elements.stream().filter(Objects::nonNull).toList();
    }

    /** Nothing done yet. */
    public static MigrationCheckStatus empty() {
        return new MigrationCheckStatus(null, List.of(), null, null, List.of(), null, null);
    }

    /** The condition of that type, if the status has it. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(c -> c.has(type)).findFirst();
    }
}

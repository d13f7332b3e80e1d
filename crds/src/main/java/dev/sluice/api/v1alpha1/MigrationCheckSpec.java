package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants analysed, and how the Job runs.
 *
 * <p>Fields with a default are never null. {@code source} can be null only in a stored object that doesn't fit this
 * version; ask {@link #unreadable()} before using it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.databaseCluster) || self.databaseCluster.matches('" + Names.SUBDOMAIN + "')",
        fieldPath = ".databaseCluster",
        message = "databaseCluster must be the name of a DatabaseCluster in the same namespace")
@ValidationRule(
        value = "!has(self.deadline) || self.deadline.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".deadline",
        message = "deadline must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.deadline) || !self.deadline.matches('" + DurationText.PATTERN + "')"
                + " || (duration(self.deadline) >= duration('10s') && duration(self.deadline) <= duration('24h'))",
        fieldPath = ".deadline",
        message = "deadline must be from 10s to 24h, because it covers pulling the image as well; 10m is the default")
@ValidationRule(
        value = "!has(self.ttl) || self.ttl.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".ttl",
        message = "ttl must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.ttl) || !self.ttl.matches('" + DurationText.PATTERN + "')"
                + " || (duration(self.ttl) >= duration('1s') && duration(self.ttl) <= duration('8760h'))",
        fieldPath = ".ttl",
        message = "ttl must be from 1s to 8760h, a year; 24h is the default")
public record MigrationCheckSpec(
        @JsonPropertyDescription("Where the migrations are: exactly one of the three.") @Required
        MigrationSource source,

        @JsonPropertyDescription("The least severity of a finding that makes the condition Passed false.")
        @Default(FailOn.DEFAULT)
        FailOn failOn,

        @JsonPropertyDescription(
                "The major version of the PostgreSQL servers that the migrations will run on. Without it"
                        + " they are judged for the newest one that is known.")
        @Min(11)
        @Max(20)
        @Nullable
        Integer postgresVersion,

        @JsonPropertyDescription("The tool that runs the migrations. Auto tells it by names and content of the files.")
        @Default(MigrationTool.DEFAULT)
        MigrationTool tool,

        @JsonPropertyDescription("The tool runs files outside of a transaction, unless a file says otherwise.")
        @Default("false")
        Boolean noTransaction,

        @JsonPropertyDescription("Rules that are ignored or weigh otherwise here.") @Default("[]") @Size(max = 128)
        List<RuleSetting> rules,

        @JsonPropertyDescription(
                "What is analysed, in your own words, such as the commit of a release. Another text runs"
                        + " the analysis again, and kubectl wait accepts no result from before.")
        @Size(max = 128)
        @Nullable
        String revision,

        @JsonPropertyDescription("How often a pod that has failed is replaced by another one.")
        @Default("" + DEFAULT_BACKOFF_LIMIT)
        @Min(0)
        @Max(10)
        Integer backoffLimit,

        @JsonPropertyDescription("How long a run may take, pulling images included.")
        @Default(DEFAULT_DEADLINE_TEXT)
        @DurationField
        Duration deadline,

        @JsonPropertyDescription(
                "How long the Job and its pod stay once the report has been stored or the run has failed.")
        @Default(DEFAULT_TTL_TEXT)
        @DurationField
        Duration ttl,

        @JsonPropertyDescription("What the pod gets.") @Default("{}")
        JobResources resources,

        @JsonPropertyDescription("Secrets of this namespace with the credentials of the registries that the images come"
                + " from: that of the operator, and of source.image.")
        @Default("[]")
        @Size(max = 8)
        List<ObjectReference> imagePullSecrets,

        @JsonPropertyDescription(
                "The DatabaseCluster, in the namespace of this resource, whose primary is asked for its"
                        + " version and for sizes, columns, constraints and indexes of its tables. Without it they are not known.")
        @Size(min = 1, max = 253)
        @Nullable
        String databaseCluster,

        @JsonPropertyDescription(
                "A report with what was found earlier: what it has counts no more, and only what is new can fail."
                        + " A change of it is noticed within a minute and runs the analysis again.")
        @Nullable
        MigrationBaseline baseline) {

    private static final String DEFAULT_DEADLINE_TEXT = "10m";
    private static final String DEFAULT_TTL_TEXT = "24h";

    public static final int DEFAULT_BACKOFF_LIMIT = 1;
    public static final Duration DEFAULT_DEADLINE = DurationText.parse(DEFAULT_DEADLINE_TEXT);
    public static final Duration DEFAULT_TTL = DurationText.parse(DEFAULT_TTL_TEXT);

    public MigrationCheckSpec {
        failOn = failOn == null ? FailOn.HIGH : failOn;
        tool = tool == null ? MigrationTool.AUTO : tool;
        noTransaction = noTransaction != null && noTransaction;
        rules = readable(rules);
        backoffLimit = backoffLimit == null ? DEFAULT_BACKOFF_LIMIT : backoffLimit;
        deadline = deadline == null ? DEFAULT_DEADLINE : deadline;
        ttl = ttl == null ? DEFAULT_TTL : ttl;
        resources = resources == null ? JobResources.defaults() : resources;
        imagePullSecrets = readable(imagePullSecrets);
    }

    /** Without the elements that could not be read from an object of another version. */
    private static <T> List<T> readable(@Nullable List<T> elements) {
        return elements == null
                ? List.of()
                : elements.stream().filter(Objects::nonNull).toList();
    }

    /** The migrations of that source, with defaults for everything that has one. */
    public static MigrationCheckSpec of(MigrationSource source) {
        return new MigrationCheckSpec(
                source,
                FailOn.HIGH,
                null,
                MigrationTool.AUTO,
                false,
                List.of(),
                null,
                DEFAULT_BACKOFF_LIMIT,
                DEFAULT_DEADLINE,
                DEFAULT_TTL,
                JobResources.defaults(),
                List.of(),
                null,
                null);
    }

    /**
     * The paths of required fields that could not be read, because the stored object comes from another version of the
     * schema. Empty for every object that the API server has checked against this one.
     */
    public List<String> unreadable() {
        if (source == null || !source.isReadable()) {
            return List.of("spec.source");
        }
        if (baseline != null && !baseline.isReadable()) {
            return List.of("spec.baseline");
        }
        return List.of();
    }
}

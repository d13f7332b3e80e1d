package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Processor and memory of the pod that analyses. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.requests) || !has(self.limits) || !has(self.requests.memory) || !has(self.limits.memory)"
                + " || !self.requests.memory.matches('" + JobResources.QUANTITY + "')"
                + " || !self.limits.memory.matches('" + JobResources.QUANTITY + "')"
                + " || quantity(self.requests.memory).compareTo(quantity(self.limits.memory)) <= 0",
        fieldPath = ".requests.memory",
        message =
                "requests.memory must not be more than limits.memory; lower it, or raise limits.memory (the defaults are"
                        + " 256Mi and 512Mi)")
@ValidationRule(
        value = "!has(self.requests) || !has(self.limits) || !has(self.requests.cpu) || !has(self.limits.cpu)"
                + " || !self.requests.cpu.matches('" + JobResources.QUANTITY + "')"
                + " || !self.limits.cpu.matches('" + JobResources.QUANTITY + "')"
                + " || quantity(self.requests.cpu).compareTo(quantity(self.limits.cpu)) <= 0",
        fieldPath = ".requests.cpu",
        message = "requests.cpu must not be more than limits.cpu; lower it, or raise limits.cpu (the default of"
                + " requests.cpu is 100m)")
public record JobResources(
        @JsonPropertyDescription("What the scheduler reserves.") @Default("{}")
        Requests requests,

        @JsonPropertyDescription("What the pod may use at most. Half of the memory is for the analysis itself.")
        @Default("{}")
        Limits limits) {

    static final String QUANTITY = "^[0-9]+([.][0-9]+)?(m|k|Ki|M|Mi|G|Gi)?$";
    static final String QUANTITY_MESSAGE = " must be a quantity in quotes, such as ";

    public JobResources {
        requests = requests == null ? Requests.defaults() : requests;
        limits = limits == null ? Limits.defaults() : limits;
    }

    /** What a resource without {@code spec.resources} gets. */
    public static JobResources defaults() {
        return new JobResources(Requests.defaults(), Limits.defaults());
    }

    /** What the scheduler reserves. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.cpu) || self.cpu.matches('" + QUANTITY + "')",
            fieldPath = ".cpu",
            message = "cpu" + QUANTITY_MESSAGE + "\"100m\" or \"1\"")
    @ValidationRule(
            value = "!has(self.memory) || self.memory.matches('" + QUANTITY + "')",
            fieldPath = ".memory",
            message = "memory" + QUANTITY_MESSAGE + "\"256Mi\"")
    public record Requests(
            @JsonPropertyDescription("Processors.") @Default(DEFAULT_CPU) @Size(min = 1, max = 16)
            String cpu,

            @JsonPropertyDescription("Memory in bytes.") @Default(DEFAULT_MEMORY) @Size(min = 1, max = 16)
            String memory) {

        static final String DEFAULT_CPU = "100m";
        static final String DEFAULT_MEMORY = "256Mi";

        public Requests {
            cpu = cpu == null ? DEFAULT_CPU : cpu;
            memory = memory == null ? DEFAULT_MEMORY : memory;
        }

        static Requests defaults() {
            return new Requests(DEFAULT_CPU, DEFAULT_MEMORY);
        }
    }

    /**
     * What the pod may use.
     *
     * @param cpu null for as much as the node has free
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.cpu) || self.cpu.matches('" + QUANTITY + "')",
            fieldPath = ".cpu",
            message = "cpu" + QUANTITY_MESSAGE + "\"500m\" or \"2\"; leave it out for no limit")
    @ValidationRule(
            value = "!has(self.memory) || self.memory.matches('" + QUANTITY + "')",
            fieldPath = ".memory",
            message = "memory" + QUANTITY_MESSAGE + "\"512Mi\" or \"1Gi\"")
    public record Limits(
            @JsonPropertyDescription("Processors; without it no limit.") @Size(min = 1, max = 16) @Nullable
            String cpu,

            @JsonPropertyDescription("Memory in bytes.") @Default(DEFAULT_MEMORY) @Size(min = 1, max = 16)
            String memory) {

        static final String DEFAULT_MEMORY = "512Mi";

        public Limits {
            memory = memory == null ? DEFAULT_MEMORY : memory;
        }

        static Limits defaults() {
            return new Limits(null, DEFAULT_MEMORY);
        }
    }
}

package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where the report is with what was found earlier. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationBaseline(
        @JsonPropertyDescription("The key of a ConfigMap that holds the report.") @Required
        Key configMap) {

    /** The report in that key. */
    public static MigrationBaseline of(String name, String key) {
        return new MigrationBaseline(new Key(name, key));
    }

    /** Whether it could be read; false only for an object of another version. */
    boolean isReadable() {
        return configMap != null && configMap.name() != null;
    }

    /** A key of a ConfigMap. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Key(
            @JsonPropertyDescription("The name of the ConfigMap, in the namespace of this resource.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern(Names.SUBDOMAIN)
            String name,

            @JsonPropertyDescription("The key, as the report of a MigrationCheck has it.")
            @Default(DEFAULT_KEY)
            @Size(min = 1, max = 253)
            @Pattern("^[-._a-zA-Z0-9]+$")
            String key) {

        static final String DEFAULT_KEY = "report.json";

        public Key {
            key = key == null ? DEFAULT_KEY : key;
        }
    }
}

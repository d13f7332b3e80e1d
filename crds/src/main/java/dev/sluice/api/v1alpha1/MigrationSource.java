package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where migrations are; exactly one component is not null. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.configMap), has(self.persistentVolumeClaim), has(self.image)].filter(one, one).size() == 1",
        message =
                "source must have exactly one of configMap, persistentVolumeClaim and image; add the one that holds the"
                        + " migrations, or remove the others")
public record MigrationSource(
        @JsonPropertyDescription(
                "A ConfigMap, each key of which is a file. A change of it is noticed within a minute and"
                        + " runs the analysis again.")
        @Nullable
        ObjectReference configMap,

        @JsonPropertyDescription("A volume, mounted read-only.") @Nullable
        Volume persistentVolumeClaim,

        @JsonPropertyDescription("A container image that has the migrations in it, such as that of the application.")
        @Nullable
        Image image) {

    /** The migrations of a ConfigMap. */
    public static MigrationSource configMap(String name) {
        return new MigrationSource(new ObjectReference(name), null, null);
    }

    /** The migrations of a folder of a volume. */
    public static MigrationSource volume(String claimName, String path) {
        return new MigrationSource(null, new Volume(claimName, path), null);
    }

    /** The migrations of a folder of an image. */
    public static MigrationSource image(String reference, String path) {
        return new MigrationSource(null, null, new Image(reference, path, PullPolicy.IF_NOT_PRESENT));
    }

    /** Whether a source is given and could be read; false only for an object of another version. */
    boolean isReadable() {
        boolean complete = (configMap == null || configMap.name() != null)
                && (persistentVolumeClaim == null || persistentVolumeClaim.claimName() != null)
                && (image == null || (image.reference() != null && image.path() != null));
        long given = Stream.of(configMap, persistentVolumeClaim, image)
                .filter(Objects::nonNull)
                .count();
        return complete && given == 1;
    }

    /** A folder of a volume. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "!has(self.path) || (!self.path.startsWith('/') && !self.path.split('/').exists(part, part == '..'))",
            fieldPath = ".path",
            message = "path must lead from the root of the volume down, such as db/migrations; remove a leading '/' and"
                    + " each '..'")
    public record Volume(
            @JsonPropertyDescription("The name of the PersistentVolumeClaim, in the namespace of this resource.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern(Names.SUBDOMAIN)
            String claimName,

            @JsonPropertyDescription("The folder or file in the volume, such as db/migrations; without it all of it.")
            @Default(DEFAULT_PATH)
            @Size(min = 1, max = 512)
            String path) {

        static final String DEFAULT_PATH = ".";

        public Volume {
            path = path == null ? DEFAULT_PATH : path;
        }
    }

    /** A folder of a container image. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.reference.matches('" + Image.REFERENCE + "')",
            fieldPath = ".reference",
            message = "reference must be the name of an image, such as registry.example.com/shop:1.4.2 or the same with"
                    + " @sha256: and a digest")
    @ValidationRule(
            value = "self.path.startsWith('/') && size(self.path) > 1"
                    + " && !self.path.split('/').exists(part, part == '..')",
            fieldPath = ".path",
            message = "path must be a folder below the root of the image, such as /app/db/migrations, without '..'")
    public record Image(
            @JsonPropertyDescription("The image; with a digest it is sure which one is analysed.")
            @Required
            @Size(min = 1, max = 512)
            String reference,

            @JsonPropertyDescription("The folder or file in the image, such as /app/db/migrations.")
            @Required
            @Size(min = 1, max = 512)
            String path,

            @JsonPropertyDescription("When the kubelet pulls the image.") @Default(PullPolicy.DEFAULT)
            PullPolicy pullPolicy) {

        static final String REFERENCE = "^[a-zA-Z0-9]([-a-zA-Z0-9._:/]*[a-zA-Z0-9])?(@[a-z0-9+._-]+:[0-9a-fA-F]+)?$";

        public Image {
            pullPolicy = pullPolicy == null ? PullPolicy.IF_NOT_PRESENT : pullPolicy;
        }
    }

    /** When the kubelet pulls an image. */
    public enum PullPolicy {
        /** At each start of a pod. */
        @JsonProperty("Always")
        ALWAYS("Always"),
        /** When the node does not have it. */
        @JsonProperty(PullPolicy.DEFAULT)
        IF_NOT_PRESENT(PullPolicy.DEFAULT),
        /** Never; the node must have it. */
        @JsonProperty("Never")
        NEVER("Never");

        static final String DEFAULT = "IfNotPresent";

        private final String text;

        PullPolicy(String text) {
            this.text = text;
        }

        /** As a pod has it, such as {@code IfNotPresent}. */
        public String text() {
            return text;
        }
    }
}

package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How connections to Redis are encrypted and how the server and the client prove who they are. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode != 'disable' || (!has(self.caSecret) && !has(self.clientCertificateSecret))",
        fieldPath = ".mode",
        message = "mode disable has no use for certificates; remove caSecret and clientCertificateSecret or choose mode"
                + " verify-full")
public record RedisTls(
        @JsonPropertyDescription("With verify-full connections are encrypted and the server must be the one that was"
                + " asked for; with disable passwords and data pass readably, for a network that is trusted.")
        @Default(DEFAULT_MODE)
        Mode mode,

        @JsonPropertyDescription("The certificate authority that the server's certificate must come from; without it,"
                + " those that the operator's Java runtime trusts.")
        Tls.@Nullable CaSecret caSecret,

        @JsonPropertyDescription("The certificate and key that the client shows to the server.")
        Tls.@Nullable ClientCertificateSecret clientCertificateSecret) {

    private static final String DEFAULT_MODE = "verify-full";

    public RedisTls {
        mode = mode == null ? Mode.VERIFY_FULL : mode;
    }

    /** Encrypted and checked, with the runtime's own certificate authorities. */
    public static RedisTls defaults() {
        return new RedisTls(Mode.VERIFY_FULL, null, null);
    }

    /** Redis has one port for each way, so there is nothing in between. */
    public enum Mode {
        DISABLE("disable"),
        VERIFY_FULL(DEFAULT_MODE);

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /** As in the resource, such as {@code verify-full}. */
        @JsonValue
        public String text() {
            return text;
        }
    }
}

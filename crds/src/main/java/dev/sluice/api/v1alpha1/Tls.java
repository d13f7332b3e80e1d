package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How connections to all members are encrypted and how the servers and the client prove who they are. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.caSecret) || self.mode != 'disable'",
        fieldPath = ".caSecret",
        message = "caSecret has no use with mode disable; remove it or choose mode verify-full")
@ValidationRule(
        value = "!has(self.clientCertificateSecret) || self.mode != 'disable'",
        fieldPath = ".clientCertificateSecret",
        message = "clientCertificateSecret has no use with mode disable; remove it or choose mode verify-full")
public record Tls(
        @JsonPropertyDescription("As PostgreSQL's own clients name it (sslmode). Only verify-full checks that the"
                + " server is the one that was asked for.")
        @Default(DEFAULT_MODE)
        Mode mode,

        @JsonPropertyDescription("The certificate authority that server certificates must come from; without it, those"
                + " that the operator's Java runtime trusts.")
        @Nullable
        CaSecret caSecret,

        @JsonPropertyDescription("The certificate and key that the client shows to servers.") @Nullable
        ClientCertificateSecret clientCertificateSecret) {

    private static final String DEFAULT_MODE = "verify-full";

    public Tls {
        mode = mode == null ? Mode.VERIFY_FULL : mode;
    }

    /** The strictest mode, with the runtime's own certificate authorities. */
    public static Tls defaults() {
        return new Tls(Mode.VERIFY_FULL, null, null);
    }

    /** Values of {@code sslmode}, from the weakest to the strictest. */
    public enum Mode {
        DISABLE("disable"),
        ALLOW("allow"),
        PREFER("prefer"),
        REQUIRE("require"),
        VERIFY_CA("verify-ca"),
        VERIFY_FULL(DEFAULT_MODE);

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        /** The value of {@code sslmode}, such as {@code verify-full}. */
        @JsonValue
        public String text() {
            return text;
        }
    }

    /** A Secret with the certificates of an authority, in PEM form. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CaSecret(
            @JsonPropertyDescription("The name of the Secret, in the namespace of this resource.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern(Names.SUBDOMAIN)
            String name,

            @JsonPropertyDescription("The key of the Secret that holds the certificates in PEM form.")
            @Default(DEFAULT_KEY)
            @Size(min = 1, max = 253)
            @Pattern(Names.DATA_KEY)
            String key) {

        public static final String DEFAULT_KEY = "ca.crt";

        public CaSecret {
            key = key == null ? DEFAULT_KEY : key;
        }
    }

    /** A Secret, usually of type {@code kubernetes.io/tls}, with a client's certificate and private key. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClientCertificateSecret(
            @JsonPropertyDescription("The name of the Secret, in the namespace of this resource.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern(Names.SUBDOMAIN)
            String name,

            @JsonPropertyDescription("The key of the Secret that holds the certificate in PEM form.")
            @Default(DEFAULT_CERTIFICATE_KEY)
            @Size(min = 1, max = 253)
            @Pattern(Names.DATA_KEY)
            String certificateKey,

            @JsonPropertyDescription("The key of the Secret that holds the private key in PEM form.")
            @Default(DEFAULT_PRIVATE_KEY_KEY)
            @Size(min = 1, max = 253)
            @Pattern(Names.DATA_KEY)
            String privateKeyKey) {

        public static final String DEFAULT_CERTIFICATE_KEY = "tls.crt";
        public static final String DEFAULT_PRIVATE_KEY_KEY = "tls.key";

        public ClientCertificateSecret {
            certificateKey = certificateKey == null ? DEFAULT_CERTIFICATE_KEY : certificateKey;
            privateKeyKey = privateKeyKey == null ? DEFAULT_PRIVATE_KEY_KEY : privateKeyKey;
        }
    }
}

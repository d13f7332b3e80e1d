package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A Secret in the resource's namespace that holds a user name and a password. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.usernameKey != self.passwordKey",
        fieldPath = ".passwordKey",
        message = "passwordKey must differ from usernameKey; name the key that holds the password")
public record Credentials(
        @JsonPropertyDescription("The name of the Secret, in the namespace of this resource.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern(Names.SUBDOMAIN)
        String secretName,

        @JsonPropertyDescription("The key of the Secret that holds the user name.")
        @Default(DEFAULT_USERNAME_KEY)
        @Size(min = 1, max = 253)
        @Pattern(Names.DATA_KEY)
        String usernameKey,

        @JsonPropertyDescription("The key of the Secret that holds the password.")
        @Default(DEFAULT_PASSWORD_KEY)
        @Size(min = 1, max = 253)
        @Pattern(Names.DATA_KEY)
        String passwordKey) {

    public static final String DEFAULT_USERNAME_KEY = "username";
    public static final String DEFAULT_PASSWORD_KEY = "password";

    public Credentials {
        usernameKey = usernameKey == null ? DEFAULT_USERNAME_KEY : usernameKey;
        passwordKey = passwordKey == null ? DEFAULT_PASSWORD_KEY : passwordKey;
    }

    /** The keys {@value #DEFAULT_USERNAME_KEY} and {@value #DEFAULT_PASSWORD_KEY} of that Secret. */
    public static Credentials of(String secretName) {
        return new Credentials(secretName, DEFAULT_USERNAME_KEY, DEFAULT_PASSWORD_KEY);
    }
}

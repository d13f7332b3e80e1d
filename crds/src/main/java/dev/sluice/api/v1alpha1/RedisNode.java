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

/** A server of Redis, or a Sentinel. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.host.matches('" + RedisNode.HOST + "')",
        fieldPath = ".host",
        message = "host must be a DNS name in lower case or an IP address alone; put the port into port, and leave out"
                + " scheme, user, brackets and a final dot")
public record RedisNode(
        @JsonPropertyDescription("The DNS name (in lower case) or IP address of the server. A name without a dot,"
                + " other than localhost, is that of a Service in this namespace.")
        @Required
        @Size(min = 1, max = 253)
        String host,

        @JsonPropertyDescription("The port of the server; Sentinels usually listen on 26379.")
        @Default("" + DEFAULT_PORT)
        @Min(1)
        @Max(65535)
        Integer port) {

    public static final int DEFAULT_PORT = 6379;

    /** A DNS name, without the underscores that no URI may have, or what has the form of an IP address. */
    static final String HOST =
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*" + "|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$";

    public RedisNode {
        port = port == null ? DEFAULT_PORT : port;
    }
}

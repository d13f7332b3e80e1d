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
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL server of a cluster.
 *
 * @param weight its share of the reads, relative to the others'; 0 gets none while another is usable
 * @param maxLag its own limit instead of the cluster's, null for the cluster's
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.name.matches('" + Names.LABEL + "')",
        fieldPath = ".name",
        message = "name must be a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends")
@ValidationRule(
        value = "self.host == self.host.lowerAscii()",
        fieldPath = ".host",
        message = "host must be lower case, because hosts are compared as text; write it in lower case",
        messageExpression = "\"host must be lower case, because hosts are compared as text; write '\""
                + " + self.host.lowerAscii() + \"'\"")
@ValidationRule(
        value = "self.host.lowerAscii().matches('" + Member.HOST + "')",
        fieldPath = ".host",
        message = "host must be a DNS name or an IP address alone; put the port into port, and leave out scheme, user,"
                + " database, brackets and a final dot; each part of a name has at most 63 characters")
@ValidationRule(
        value = "!has(self.zone) || self.zone.matches('" + Names.LABEL_VALUE + "')",
        fieldPath = ".zone",
        message = "zone must be letters, digits, '-', '_' and '.', with a letter or digit at both ends")
@ValidationRule(
        value = "!self.host.matches('" + Member.ADDRESS + "') || (isIP(self.host) && ip.isCanonical(self.host))",
        fieldPath = ".host",
        message = "host has the form of an IP address but is none in its usual form; write it as in 10.0.0.7 or"
                + " 2001:db8::7")
@ValidationRule(
        value = "!has(self.maxLag) || self.maxLag.matches('" + DurationText.PATTERN + "')",
        fieldPath = ".maxLag",
        message = "maxLag must be " + DurationText.FORM_IN_WORDS)
@ValidationRule(
        value = "!has(self.maxLag) || !self.maxLag.matches('" + DurationText.PATTERN + "')"
                + " || duration(self.maxLag) <= duration('1h')",
        fieldPath = ".maxLag",
        message = "maxLag must not be over 1h; a replica that may be staler than that needs drain, not a limit")
public record Member(
        @JsonPropertyDescription("A short name that is unique in the cluster; status, metrics and logs use it.")
        @Required
        @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "The DNS name (in lower case) or IP address of the server. A name without a dot, such as"
                        + " orders-rw, is that of a Service in this namespace, and is probed and published as"
                        + " orders-rw.NAMESPACE.svc; only localhost stays as it is.")
        @Required
        @Size(min = 1, max = 253)
        String host,

        @JsonPropertyDescription("The port of the server.") @Default("" + DEFAULT_PORT) @Min(1) @Max(65535)
        Integer port,

        @JsonPropertyDescription("The share of the reads, relative to the other replicas. With 0 it gets none while"
                + " another replica is usable.")
        @Default("" + DEFAULT_WEIGHT)
        @Min(0)
        @Max(1000)
        Integer weight,

        @JsonPropertyDescription("The availability zone of the server, for routing that prefers near replicas.")
        @Size(min = 1, max = 63)
        @Nullable
        String zone,

        @JsonPropertyDescription("This member's own lag limit instead of spec.lag.maxTime, such as 30s.")
        @DurationField
        @Nullable
        Duration maxLag,

        @JsonPropertyDescription("Takes the member out of the rotation of reads; it is still probed.") @Default("false")
        Boolean drain) {

    public static final int DEFAULT_PORT = 5432;
    public static final int DEFAULT_WEIGHT = 1;

    /**
     * What can only be meant as an IP address: numbers with dots, which resolvers read in hexadecimal and octal too, or
     * hexadecimal digits with two colons or more.
     */
    static final String ADDRESS = "^((0x[0-9a-f]*|[0-9]+)([.](0x[0-9a-f]*|[0-9]+))*|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$";

    /**
     * A DNS name of labels of up to 63 characters (RFC 1035), where underscores are tolerated, or what has the form of an
     * address.
     */
    static final String HOST = "^([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?([.][a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?)*"
            + "|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$";

    public Member {
        port = port == null ? DEFAULT_PORT : port;
        weight = weight == null ? DEFAULT_WEIGHT : weight;
        drain = drain != null && drain;
    }

    /** A member with defaults for the rest. */
    public static Member of(String name, String host, int port) {
        return new Member(name, host, port, DEFAULT_WEIGHT, null, null, false);
    }

    static void collectUnreadable(@Nullable Member member, String path, List<String> paths) {
        if (member == null) {
            paths.add(path);
            return;
        }
        if (member.name() == null) {
            paths.add(path + ".name");
        }
        if (member.host() == null) {
            paths.add(path + ".host");
        }
    }
}

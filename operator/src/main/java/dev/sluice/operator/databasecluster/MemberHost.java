package dev.sluice.operator.databasecluster;

import java.util.regex.Pattern;

/**
 * The name of a member's host that means the same server wherever it is read: the operator probes it in its own namespace, and
 * applications connect to it in theirs. Pure.
 */
final class MemberHost {

    private static final String THIS_MACHINE = "localhost";
    private static final Pattern NAME_OF_A_SERVICE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private MemberHost() {}

    /**
     * A name without a dot is that of a Service in the resource's namespace, as it would be to a pod there.
     *
     * @param host as the spec has it
     * @param namespace that of the resource
     */
    static String of(String host, String namespace) {
        boolean service = NAME_OF_A_SERVICE.matcher(host).matches() && !host.equals(THIS_MACHINE);
        return service ? host + "." + namespace + ".svc" : host;
    }
}

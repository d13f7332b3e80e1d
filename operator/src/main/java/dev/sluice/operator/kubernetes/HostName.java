package dev.sluice.operator.kubernetes;

import java.util.regex.Pattern;

/**
 * The name of a host that means the same server wherever it is read: the operator asks it from its own namespace, and
 * applications connect to it from theirs. Pure.
 */
public final class HostName {

    private static final String THIS_MACHINE = "localhost";
    private static final Pattern NAME_OF_A_SERVICE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private HostName() {}

    /**
     * A name without a dot is that of a Service in the resource's namespace, as it would be to a pod there.
     *
     * @param host as the spec has it
     * @param namespace that of the resource
     */
    public static String of(String host, String namespace) {
        boolean service = NAME_OF_A_SERVICE.matcher(host).matches() && !host.equals(THIS_MACHINE);
        return service ? host + "." + namespace + ".svc" : host;
    }
}

package dev.sluice.testing.kubernetes;

import java.io.PrintStream;

/** Command that makes the control plane's programs available and prints the folder they are in. */
public final class ControlPlane {

    private ControlPlane() {}

    /** Prints progress on standard error, the folder on standard output; exits with 1 when they cannot be had. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try {
            ControlPlaneBinaries binaries = ControlPlaneBinaries.locate(System.err::println);
            out.println(binaries.etcd().resolveSibling(""));
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}

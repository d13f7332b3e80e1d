package dev.sluice.testing.tool;

import java.io.PrintStream;
import java.util.List;

/** Command that makes programs of {@link GoTool} available and prints where they are. */
public final class Tools {

    private Tools() {}

    /**
     * Prints progress on standard error, paths on standard output; exits with 1 when a program cannot be had.
     *
     * @param arguments names of programs, such as {@code helm}; none stand for all
     */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try {
            for (GoTool tool : GoTool.values()) {
                if (arguments.length == 0 || List.of(arguments).contains(tool.program())) {
                    out.println(tool.locate(System.err::println));
                }
            }
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}

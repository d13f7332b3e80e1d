package dev.sluice.e2e;

import java.time.Duration;
import java.util.Locale;

/** What is measured along the way, printed in lines that begin with "FIGURE" for docs/performance.md. */
final class Figures {

    private Figures() {}

    static void seconds(String what, Duration duration) {
        print(what, String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0));
    }

    static void megabytes(String what, long bytes) {
        print(what, String.format(Locale.ROOT, "%.0f MB", bytes / 1e6));
    }

    private static void print(String what, String value) {
        System.out.println("FIGURE  " + what + ": " + value);
    }
}

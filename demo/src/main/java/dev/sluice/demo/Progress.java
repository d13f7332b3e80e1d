package dev.sluice.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** What the person in front of the demo reads: lines with the time since the start. Safe for use by several threads. */
final class Progress {

    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;
    private volatile boolean silent;

    Progress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** A line with the time since the start before it. */
    void say(String text) {
        print(String.format(Locale.ROOT, "[%5.1f s] %s", sinceStart().toMillis() / 1000.0, text));
    }

    /** Text as it is. */
    void print(String text) {
        if (!silent) {
            out.println(text);
        }
    }

    /** A headline with an empty line before it. */
    void headline(String text) {
        print("\n== " + text);
    }

    /** The last line: what happens while everything is being stopped is no news. Only the first call has an effect. */
    synchronized void end(String text) {
        if (!silent) {
            say(text);
            silent = true;
        }
    }

    Duration sinceStart() {
        return Duration.between(start, clock.instant());
    }
}

package dev.sluice.analysis.migration;

import dev.sluice.analysis.parse.SourceText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code standard_conforming_strings}, which says whether a backslash in {@code 'text'} escapes what stands behind it.
 * Each change costs one pass over the rest of the file, so that not every number of them is followed.
 */
final class StringReading {

    private static final int MOST_CHANGES = 20;
    private static final String PARAMETER = "standard_conforming_strings";
    private static final Set<String> ON = Set.of("on", "true", "yes", "1");
    private static final Set<String> OFF = Set.of("off", "false", "no", "0");

    private final SourceText standard;
    private SourceText now;
    private boolean backslashes;
    private int changes;

    StringReading(SourceText standard) {
        this.standard = standard;
        this.now = standard;
    }

    /** The text in the form in which it can be read from here on. */
    SourceText text() {
        return now;
    }

    /** Begins a part of the file. */
    void restart() {
        now = standard;
        backslashes = false;
    }

    /** Whether what follows has to be read in another way than before, up to that end. */
    boolean follow(Session session, int from, int to) {
        boolean off = OFF.contains(value(session));
        if (off == backslashes || changes > MOST_CHANGES) {
            return false;
        }
        changes++;
        backslashes = off;
        now = off && changes <= MOST_CHANGES ? standard.withBackslashes(from, to) : standard;
        return true;
    }

    /**
     * Why it may be read wrongly; null when it is not.
     *
     * @param body a statement that holds code as a text; empty for all others
     */
    @Nullable
    String doubt(Session session, String body) {
        if (changes > MOST_CHANGES) {
            return PARAMETER + " changes too often to be followed";
        }
        String value = value(session);
        if (!ON.contains(value) && !OFF.contains(value)) {
            return "what " + PARAMETER + " is set to is not known, and strings behind it may be read wrongly";
        }
        return backslashes && body.indexOf('\\') >= 0
                ? "it has backslashes while " + PARAMETER + " is off, and strings in it may be read wrongly"
                : null;
    }

    private static String value(Session session) {
        String value = session.value(PARAMETER);
        return value == null ? "on" : value.toLowerCase(Locale.ROOT);
    }
}

package dev.sluice.analysis.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which schema a name without one is.
 *
 * @param configured the schemas in which a session of the database looks at its beginning, whether they are there or not
 * @param home the first of them that is there
 * @param first the first one that the session looks into now
 */
public record SearchPath(List<String> configured, String home, String first) {

    /** That of a server on which nobody has set another one. */
    public static final SearchPath PUBLIC = new SearchPath(List.of("public"), "public", "public");

    private static final String USER = "$user";

    /** Copies the list. */
    public SearchPath {
        configured = List.copyOf(configured);
    }

    /**
     * What a server says at the beginning of a session.
     *
     * @param setting its {@code search_path}
     * @param user the session's user
     * @param current the schema in which it makes tables; null when none of them is there
     */
    public static SearchPath of(String setting, String user, @Nullable String current) {
        List<String> schemas = new ArrayList<>();
        for (String part : parts(setting)) {
            schemas.add(part.equals(USER) ? user : part);
        }
        String home = current == null ? PUBLIC.home : current;
        return new SearchPath(schemas, home, home);
    }

    /** Its schemas, without quotes. */
    private static List<String> parts(String setting) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : (setting + ",").toCharArray()) {
            if (c == '"') {
                // One that is doubled closes the name and opens it again.
                part.append(!quoted && !part.isEmpty() ? "\"" : "");
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (quoted || c != ' ') {
                part.append(c);
            }
        }
        parts.removeIf(String::isEmpty);
        return parts;
    }

    boolean isHome() {
        return first.equals(home);
    }

    SearchPath inNewSession() {
        return isHome() ? this : with(home);
    }

    /** As {@code SET search_path} takes it, without quotes; null for the configured one. */
    SearchPath searching(@Nullable String setting) {
        if (setting == null) {
            return inNewSession();
        }
        String next = setting.split(",", 2)[0].strip();
        next = next.isEmpty() || next.equals(USER) ? PUBLIC.home : next;
        return next.equals(first) ? this : with(next);
    }

    /** The same where that schema is there from now on: it comes before those that are configured behind it. */
    SearchPath made(String schema) {
        int at = configured.indexOf(schema);
        int now = configured.indexOf(home);
        return at < 0 || (now >= 0 && now <= at) ? this : new SearchPath(configured, schema, isHome() ? schema : first);
    }

    private SearchPath with(String other) {
        return new SearchPath(configured, home, other);
    }
}

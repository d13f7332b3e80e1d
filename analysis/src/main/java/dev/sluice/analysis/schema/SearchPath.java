package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** In which schemas a name without one is looked for, and in which one it is made. Immutable. */
public final class SearchPath {

    /** That of a server on which nobody has set another one. */
    public static final SearchPath PUBLIC = new SearchPath(List.of("public"), "", null, null);

    private static final String USER = "$user";
    private static final String SYSTEM = "pg_catalog";

    /** The server's own default. */
    private static final List<String> DEFAULT = List.of(USER, "public");

    private final List<String> configured;
    private final String user;
    private final @Nullable PSet<String> there;
    private final @Nullable String setting;
    private final List<String> searched;

    /**
     * One of a session.
     *
     * @param configured where it looks at its beginning
     * @param user the session's; empty where nobody knows
     * @param there all schemas of the database; null where nobody knows, and each one that is named is taken to be there
     * @param setting what the session has set; null for what is configured
     */
    private SearchPath(List<String> configured, String user, @Nullable PSet<String> there, @Nullable String setting) {
        this.configured = configured;
        this.user = user;
        this.there = there;
        this.setting = setting;
        this.searched = searched(setting == null ? configured : parts(setting));
    }

    /**
     * What a server says at the beginning of a session.
     *
     * @param setting its {@code search_path}
     * @param user the session's user
     * @param there all schemas of the database
     */
    public static SearchPath of(String setting, String user, Collection<String> there) {
        return new SearchPath(parts(setting), user, HashTreePSet.from(there), null);
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
            } else if (quoted || !Character.isWhitespace(c)) {
                part.append(c);
            }
        }
        parts.removeIf(String::isEmpty);
        return List.copyOf(parts);
    }

    /** Those that are there; all that are named where none is, since one of them has to be made before anything can be. */
    private List<String> searched(List<String> named) {
        List<String> own = named.stream()
                .map(schema -> schema.equals(USER) ? user : schema)
                .filter(schema -> !schema.isEmpty() && !schema.equals(SYSTEM))
                .distinct()
                .toList();
        List<String> present = there == null
                ? own
                : own.stream()
                        .filter(schema -> there.contains(schema) || schema.equals(NewTable.TEMPORARY))
                        .toList();
        List<String> all = present.isEmpty() ? own : present;
        return all.isEmpty() ? List.of("public") : all;
    }

    /** The schemas in which it looks, in their order. */
    List<String> searched() {
        return searched;
    }

    /** The schema in which something is made that names none. */
    String first() {
        return searched.get(0);
    }

    boolean isHome() {
        return setting == null || searched.equals(searched(configured));
    }

    /** Whether somebody has set one for the database or the role that was asked. */
    boolean isChosen() {
        return there != null && !configured.equals(DEFAULT);
    }

    SearchPath inNewSession() {
        return searching(null);
    }

    /** As {@code SET search_path} takes it, without quotes; null for the configured one. */
    SearchPath searching(@Nullable String other) {
        boolean same = other == null ? setting == null : other.equals(setting);
        return same ? this : new SearchPath(configured, user, there, other);
    }

    /** The same that looks nowhere but where it makes things. */
    SearchPath making() {
        return searched.size() == 1 ? this : new SearchPath(List.of(first()), user, null, null);
    }

    /** Whether all schemas of the database are known, and that one is not among them. */
    boolean lacks(String schema) {
        return there != null && !there.contains(schema);
    }

    /** The same where any schema may be there that the other has. */
    SearchPath orAs(SearchPath other) {
        return there == null || other.there == null || there.containsAll(other.there)
                ? this
                : new SearchPath(configured, user, there.plusAll(other.there), setting);
    }

    /** The same where that schema is there from now on. */
    SearchPath made(String schema) {
        return there == null || there.contains(schema)
                ? this
                : new SearchPath(configured, user, there.plus(schema), setting);
    }

    /** The same where that schema is there no longer. */
    SearchPath dropped(String schema) {
        return there == null ? this : new SearchPath(configured, user, there.minus(schema), setting);
    }

    /**
     * The name with the first schema that has it; where none has, with the first one of which it is not certain that it lacks it.
     *
     * @param lacks whether all is known that a schema holds
     */
    Name find(Name name, Predicate<Name> has, Predicate<String> lacks) {
        if (!name.schema().isEmpty() || searched.size() == 1) {
            return name.in(first());
        }
        String open = null;
        for (String schema : searched) {
            if (has.test(name.in(schema))) {
                return name.in(schema);
            }
            open = open == null && !lacks.test(schema) ? schema : open;
        }
        return name.in(open == null ? first() : open);
    }

    /** Whether the search gets to that schema, and comes by one other than those before. */
    boolean comesBy(String reached, Predicate<String> others) {
        int at = searched.indexOf(reached);
        return at > 0 && !searched.subList(0, at).stream().allMatch(others);
    }
}

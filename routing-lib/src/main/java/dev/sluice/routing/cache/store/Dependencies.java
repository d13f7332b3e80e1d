package dev.sluice.routing.cache.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names whose versions an entry is bound to, sorted and each once: the one of everything, and those of its models and
 * tags. Immutable.
 */
public final class Dependencies {

    /** The name whose version changes when everything is invalidated. */
    public static final String EVERYTHING = "*";

    /** Only bound to everything. */
    public static final Dependencies NONE = new Dependencies(List.of(EVERYTHING));

    private static final String MODEL = "m:";
    private static final int DIGEST = 16;

    private final List<String> names;
    private final String digest;

    private Dependencies(List<String> names) {
        this.names = List.copyOf(names);
        this.digest = digest(String.join("\n", names));
    }

    /** Bound to these models and tags. */
    public static Dependencies of(Collection<String> models, Collection<String> tags) {
        if (models.isEmpty() && tags.isEmpty()) {
            return NONE;
        }
        TreeSet<String> sorted = new TreeSet<>();
        models.forEach(model -> sorted.addAll(readOf(model)));
        tags.forEach(tag -> sorted.add(tag(tag)));
        List<String> all = new ArrayList<>(sorted.size() + 1);
        all.add(EVERYTHING);
        all.addAll(sorted);
        return new Dependencies(all);
    }

    /**
     * The names that a value from a table is bound to. A table with its schema and one without may be the same, and one
     * without may be in any schema; so both sides name more than the table, in such a way that they meet in each of these
     * cases, and do not when both name different schemas.
     */
    static List<String> readOf(String table) {
        int dot = table.lastIndexOf('.');
        String alone = table.substring(dot + 1);
        return dot < 0 ? List.of(MODEL + alone, MODEL + "*." + alone) : List.of(MODEL + table, MODEL + alone);
    }

    /** The names that change with a write to a table. */
    static List<String> writtenOf(String table) {
        int dot = table.lastIndexOf('.');
        return dot < 0 ? List.of(MODEL + table) : List.of(MODEL + table, MODEL + "*." + table.substring(dot + 1));
    }

    /** The name that stands for a tag. */
    public static String tag(String tag) {
        return "t:" + tag;
    }

    /** The names. */
    public List<String> names() {
        return names;
    }

    /** A short text that stands for the names. */
    public String digest() {
        return digest;
    }

    /** A short text that stands for the names and what they are names in, such as a database. */
    public String digestIn(String place) {
        return digest(String.join("\n", names) + "\n\n" + place);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Dependencies that && names.equals(that.names));
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

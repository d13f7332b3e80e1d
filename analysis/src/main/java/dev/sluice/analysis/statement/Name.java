package dev.sluice.analysis.statement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an object in the form in which the server keeps it: folded to lower case unless it was quoted.
 *
 * @param schema empty where the statement names none
 * @param name never empty but for what has no name of its own
 */
public record Name(String schema, String name) {

    /** What the server's {@code format} takes for a part that it fills. */
    public static final Pattern FORMATTED =
            Pattern.compile("%(?:(?<index>\\d{1,4})\\$)?-?(?:\\d{1,9}|\\*(?:\\d{1,4}\\$)?)?(?<kind>[%ILs])");

    /** Words that need quotes when they are used as a name (manual, appendix C: reserved). */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate"
                            + " collation column concurrently constraint create cross current_catalog current_date"
                            + " current_role current_schema current_time current_timestamp current_user default"
                            + " deferrable desc distinct do else end except false fetch for foreign freeze from full"
                            + " grant group having ilike in initially inner intersect into is isnull join lateral"
                            + " leading left like limit localtime localtimestamp natural not notnull null offset on"
                            + " only or order outer overlaps placing primary references returning right select"
                            + " session_user similar some symmetric system_user table tablesample then to trailing"
                            + " true union unique user using variadic verbose when where window with")
                    .split(" "));

    /** What PostgreSQL keeps of a name. */
    private static final int MOST = 63;

    /** A variable of psql, which puts a name in its place. */
    private static final Pattern VARIABLE = Pattern.compile(":(?:[\\w\\x80-\\x{10ffff}]+|\"[^\"]*\")");

    // Written out: what the compiler leaves to the first call costs a short run a tenth of its time.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Name that && name.equals(that.name) && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + name.hashCode();
    }

    /** A name without schema. */
    public static Name of(String name) {
        return new Name("", name);
    }

    /** The same name in that schema when it has none; what psql or a tool puts in its place may have one. */
    public Name in(String defaultSchema) {
        return schema.isEmpty() && !isVariable(name) ? new Name(defaultSchema, name) : this;
    }

    /** Another object in the same schema. */
    public Name sibling(String other) {
        return new Name(schema, other);
    }

    /** Whether {@code format} fills a part of it with what nobody can know here, so that it names another object each time. */
    public boolean isOpen() {
        return isOpen(schema) || isOpen(name);
    }

    /** Whether psql, a migration tool or {@code format} puts a part of it in its place, so that it may name any object. */
    public boolean isVariable() {
        return isVariable(schema) || isVariable(name);
    }

    private static boolean isVariable(String part) {
        return part.contains("${")
                || isOpen(part)
                || (part.startsWith(":") && VARIABLE.matcher(part).matches());
    }

    private static boolean isOpen(String part) {
        return part.indexOf('%') >= 0 && FORMATTED.matcher(part).find();
    }

    /** The name as SQL, quoted where it must be. */
    public String sql() {
        return schema.isEmpty() ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    /**
     * An identifier as SQL, quoted where it must be; a placeholder of a migration tool or of {@code format}, and a variable of
     * psql, stay as they are.
     */
    public static String quoted(String identifier) {
        boolean plain = !identifier.isEmpty() && !RESERVED.contains(identifier);
        for (int i = 0; i < identifier.length() && plain; i++) {
            char c = identifier.charAt(i);
            plain = c == '_' || (c >= 'a' && c <= 'z') || (i > 0 && (c == '$' || (c >= '0' && c <= '9')));
        }
        return plain || isVariable(identifier) ? identifier : '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * A name for an object that an example makes, such as {@code orders_customer_id_idx}, within the 63 characters that
     * PostgreSQL keeps.
     */
    public static String made(String... parts) {
        List<String> plain = new ArrayList<>();
        for (String part : parts) {
            plain.add(part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_"));
        }
        int length = String.join("_", plain).length();
        if (length > MOST) {
            // What is cut off at the end would leave the name of the first part alone.
            String longest = Collections.max(plain, Comparator.comparingInt(String::length));
            int left = Math.max(0, longest.length() - (length - MOST));
            plain.set(plain.indexOf(longest), longest.substring(0, left));
        }
        String name = String.join("_", plain);
        return name.length() <= MOST ? name : name.substring(0, MOST);
    }

    /** {@link #sql()}. */
    @Override
    public String toString() {
        return sql();
    }
}

package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.TableAction.AlterType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ALTER COLUMN … TYPE} does with the rows. PostgreSQL leaves the table as it is where the old values are
 * values of the new type as they stand; it also builds the column's indexes anew where their order may change.
 */
public enum TypeChange {
    /** Changes the catalog only. */
    NONE,
    /** Builds the indexes on the column anew, in the order of another collation. */
    COLLATION,
    /** Builds the indexes on the column anew with other operators, by which rows that refer to it are looked up again. */
    OPERATORS,
    /** As {@link #NONE} where the session's time zone is UTC, from PostgreSQL 12 on; else as {@link #REWRITE}. */
    NONE_IN_UTC,
    /** Writes the table and all its indexes anew. */
    REWRITE,
    /** The old type is not known, and for some types nothing would be written. */
    UNKNOWN;

    private static final Set<String> STRINGS = Set.of("character varying", "text");
    /** The numbers of objects, which are read and written in different words. */
    private static final Set<String> OBJECTS = Set.of(
            "oid",
            "regclass",
            "regcollation",
            "regconfig",
            "regdictionary",
            "regnamespace",
            "regoper",
            "regoperator",
            "regproc",
            "regprocedure",
            "regrole",
            "regtype");

    private static final Set<String> GROWING = Set.of("bit varying");
    private static final Set<String> PRECISE = Set.of(
            "timestamp without time zone", "timestamp with time zone", "time without time zone", "time with time zone");

    /** Types into which some other type goes without a change. */
    private static final Set<String> TOLERANT = Set.of(
            "character varying",
            "text",
            "numeric",
            "inet",
            "bit varying",
            "citext",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "time with time zone",
            "interval",
            "oid",
            "regclass",
            "regnamespace",
            "regproc",
            "regprocedure",
            "regrole",
            "regtype",
            "varchar");

    /** Whether the rows that refer to the column are looked up again. */
    public boolean looksUp() {
        return this != NONE && this != COLLATION;
    }

    /**
     * What the action does.
     *
     * @param column as it is before; null when nothing is known of it
     * @param schema knows the domains, of which the values are those of the type that they are made of
     * @param major the server's version
     */
    public static TypeChange of(@Nullable Column column, AlterType action, Schema schema, int major) {
        if (action.using() != null && !isPlain(action.using(), action.column())) {
            return REWRITE;
        }
        if (column != null && column.generation() == ColumnDefinition.Generation.VIRTUAL) {
            return NONE;
        }
        DataType old = column == null ? null : column.type();
        Domain domain = domain(action.type(), schema);
        if (column == null || old == null) {
            return unknown(action.type(), domain);
        }
        Domain before = domain(old, schema);
        TypeChange change = of(old, before, action.type(), domain, major);
        String from = collation(column.collation(), before);
        return change == NONE && !from.equals(collation(action.collation(), domain)) ? COLLATION : change;
    }

    private static TypeChange unknown(DataType type, @Nullable Domain domain) {
        DataType made = domain == null ? type : domain.type();
        boolean constrained = domain != null && domain.constrained();
        return !constrained && TOLERANT.contains(made.name()) && made.dimensions() == 0 ? UNKNOWN : REWRITE;
    }

    private static TypeChange of(
            DataType old, @Nullable Domain before, DataType type, @Nullable Domain domain, int major) {
        if (old.isSame(type)) {
            return NONE;
        }
        if (domain != null && domain.constrained()) {
            return REWRITE;
        }
        DataType made = domain == null ? type : domain.type();
        if (before == null) {
            return of(old, made, major);
        }
        // A value of one with a modifier is coerced to another modifier, be it the same.
        boolean coerced =
                !before.type().modifiers().isEmpty() && !made.modifiers().isEmpty();
        return coerced ? REWRITE : of(before.type(), made, major);
    }

    /** A column of which none is named has its type's, and does not keep the one that it had with another type. */
    private static String collation(@Nullable String named, @Nullable Domain domain) {
        String own = domain == null ? null : domain.collation();
        return named != null ? named : own == null ? "default" : own;
    }

    private static @Nullable Domain domain(DataType type, Schema schema) {
        return type.dimensions() > 0 ? null : schema.domain(type.asName());
    }

    private static TypeChange of(DataType old, DataType type, int major) {
        if (old.isSame(type)) {
            return NONE;
        }
        if (old.dimensions() > 0 || type.dimensions() > 0) {
            // The elements are coerced one by one, but to the same type without a modifier.
            boolean elements =
                    old.dimensions() > 0 && type.dimensions() > 0 && old.name().equals(type.name());
            return elements && type.modifiers().isEmpty() ? NONE : REWRITE;
        }
        String from = old.name();
        String to = type.name();
        if (STRINGS.contains(from) && STRINGS.contains(to)) {
            return isLonger(old.modifiers(), type.modifiers()) ? NONE : REWRITE;
        }
        if (from.startsWith("timestamp") && to.startsWith("timestamp") && !from.equals(to)) {
            // It is rounded by a cast of its own, however it was rounded before.
            boolean whole = type.modifiers().isEmpty() || number(type.modifiers()) >= 6;
            return major >= 12 && whole ? NONE_IN_UTC : REWRITE;
        }
        if (!from.equals(to)) {
            return type.modifiers().isEmpty() ? unbounded(from, to) : REWRITE;
        }
        return sameName(from, old.modifiers(), type.modifiers()) ? NONE : REWRITE;
    }

    /** To another type without a length, as which the values of some can be read. */
    private static TypeChange unbounded(String from, String to) {
        boolean object = OBJECTS.contains(from) && OBJECTS.contains(to) && (from.equals("oid") || to.equals("oid"));
        boolean procedure = from.equals("regproc") && to.equals("regprocedure");
        boolean text = STRINGS.contains(to) || to.equals("character");
        if (object || procedure || (from.equals("cidr") && to.equals("inet")) || (from.equals("xml") && text)) {
            return NONE;
        }
        boolean number =
                (from.equals("integer") && OBJECTS.contains(to)) || (OBJECTS.contains(from) && to.equals("integer"));
        boolean string = (STRINGS.contains(from) && (to.equals("citext") || to.equals("character")))
                || (from.equals("citext") && text);
        boolean bits = from.equals("bit") && to.equals("bit varying");
        return number || string || bits ? OPERATORS : REWRITE;
    }

    private static boolean sameName(String name, List<String> old, List<String> modifiers) {
        if (name.equals("numeric")) {
            return modifiers.isEmpty() || (!old.isEmpty() && isWiderNumber(old, modifiers));
        }
        if (name.equals("character")) {
            return modifiers.isEmpty();
        }
        if (name.equals("interval")) {
            return IntervalFields.isKept(old, modifiers);
        }
        if (GROWING.contains(name)) {
            return isLonger(old, modifiers);
        }
        return PRECISE.contains(name) && isPreciser(old, modifiers);
    }

    /** A larger precision with the same scale. */
    private static boolean isWiderNumber(List<String> old, List<String> modifiers) {
        String oldScale = old.size() > 1 ? old.get(1) : "0";
        String scale = modifiers.size() > 1 ? modifiers.get(1) : "0";
        return oldScale.equals(scale) && number(modifiers) >= number(old);
    }

    private static boolean isLonger(List<String> old, List<String> modifiers) {
        return modifiers.isEmpty() || (!old.isEmpty() && number(modifiers) >= number(old));
    }

    /** Six digits are the most, and what one without a modifier has. */
    static boolean isPreciser(List<String> old, List<String> modifiers) {
        return modifiers.isEmpty() || number(modifiers) >= 6 || (!old.isEmpty() && number(modifiers) >= number(old));
    }

    private static int number(List<String> modifiers) {
        String first = modifiers.get(0);
        boolean digits = first.length() < 10 && first.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && !first.isEmpty() ? Integer.parseInt(first) : -1;
    }

    /** Whether an expression is the column itself, or a cast of it, which says no more than the type does. */
    private static boolean isPlain(Expression using, String column) {
        String text = using.text().strip();
        while (text.startsWith("(") && text.endsWith(")")) {
            text = text.substring(1, text.length() - 1).strip();
        }
        int cast = text.indexOf("::");
        String inner = cast < 0 ? text : text.substring(0, cast).strip();
        String type = cast < 0 ? "" : text.substring(cast + 2).strip();
        boolean simpleType = type.chars().allMatch(c -> Character.isLetterOrDigit(c) || " _(),".indexOf(c) >= 0);
        return simpleType && inner.replace("\"", "").equalsIgnoreCase(column);
    }
}

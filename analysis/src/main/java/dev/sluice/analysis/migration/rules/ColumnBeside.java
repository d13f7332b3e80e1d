package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.DefaultValue;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new column beside one whose place it takes, as SQL in which nobody waits long. A value goes into it as
 * {@code ALTER COLUMN … TYPE} puts it there: what is too long is refused, and not cut off as by a cast that is asked for.
 *
 * @param column the old one
 * @param fresh the new one
 * @param type null where it is not known
 * @param collation as a clause, with a space before it; empty for the type's own
 * @param using what its values are made of; null for those of the old column as they are
 */
record ColumnBeside(
        Name table,
        String column,
        String fresh,
        @Nullable DataType type,
        String collation,
        @Nullable Expression using) {

    private static final int LONGEST = 57;

    /** Types of which no operator tells whether two values are the same. */
    private static final Set<String> WITHOUT_EQUALITY = Set.of("json", "xml", "point", "polygon");

    /** A serial would number the rows, and write the table anew to do so. */
    private static final Map<String, String> SERIALS =
            Map.of("smallserial", "smallint", "serial", "integer", "bigserial", "bigint");

    /** A name for the new column that the table is not known to have: what has it would be overwritten. */
    static String free(Table table, String column) {
        // A server cuts off what is longer.
        String base = (column.length() > LONGEST ? column.substring(0, LONGEST) : column) + "_new";
        String free = base;
        for (int i = 2; table.column(free) != null; i++) {
            free = base + i;
        }
        return free;
    }

    String example(Step step) {
        DataType named = plain(type);
        Domain domain = constraining(step, named);
        DataType made = domain == null ? named : domain.type();
        String collate = collation.isEmpty() && domain != null ? collate(domain.collation()) : collation;
        String alter = "ALTER TABLE " + table + " ";
        String name = Name.quoted(fresh);
        String old = Name.quoted(column);
        String value = using == null ? old : using.text();
        return alter + "ADD COLUMN " + name + " " + (made == null ? "/* its type */" : made.sql()) + collate + ";\n"
                + "-- a trigger keeps both columns in step, then, in batches:\n"
                + "UPDATE " + table + " SET " + name + " = " + value + "\n"
                + Batches.where(table, open(step, step.table(table).column(column), made, collate)) + ";\n"
                + (domain == null ? "" : check(domain) + "\n")
                + ColumnTies.of(step, table, column, name) + "\n"
                + "-- in the migration after the release that uses the new column:\n"
                + alter + "DROP COLUMN " + old + ";";
    }

    /** The domain to whose constraint each row would be held at once. */
    private static @Nullable Domain constraining(Step step, @Nullable DataType type) {
        Domain domain =
                type == null || type.dimensions() > 0 ? null : step.before().domain(type.asName());
        return domain != null && domain.constrained() ? domain : null;
    }

    private static @Nullable DataType plain(@Nullable DataType type) {
        return type == null || !type.isSerial()
                ? type
                : new DataType(
                        SERIALS.getOrDefault(type.name(), type.name()), List.of(), type.dimensions(), type.span());
    }

    /** Which rows are left, by the value as it is once it is there, or some would be found again and again. */
    private String open(Step step, @Nullable Column old, @Nullable DataType made, String collate) {
        String name = Name.quoted(fresh);
        String value = using == null ? Name.quoted(column) : using.enclosed();
        if (DefaultValue.of(using, step.before()) == DefaultValue.FOR_EACH_ROW) {
            return name + " IS NULL";
        }
        if (made != null && WITHOUT_EQUALITY.contains(made.name())) {
            return name + " IS NULL AND " + value + " IS NOT NULL";
        }
        DataType before = old == null ? null : plain(old.type());
        boolean same = using == null && made != null && before != null && before.isSame(made);
        String cast = made == null || same || isCast(value, made) ? "" : "::" + made.sql();
        boolean sameOrder = old != null && old.collation() != null && collate.equals(collate(old.collation()));
        return name + " IS DISTINCT FROM " + value + cast + (sameOrder ? "" : collate);
    }

    /** The clause that names it. */
    static String collate(@Nullable String collation) {
        return collation == null ? "" : " COLLATE " + Name.quoted(collation);
    }

    private static boolean isCast(String value, DataType type) {
        return value.toLowerCase(Locale.ROOT).endsWith("::" + type.sql().toLowerCase(Locale.ROOT));
    }

    private String check(Domain domain) {
        String condition = domain.conditionOn(fresh);
        return "-- then, in a transaction of its own:\n"
                + NotValidFirst.sql(
                        table,
                        Name.made(table.name(), fresh, "domain_check"),
                        "CHECK (" + (condition == null ? "/* the domain's condition */" : condition) + ")");
    }
}

package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of many rows as SQL that changes some thousand at a time. Run to its end, it does to each row what the whole
 * statement does, and does it once: rows that are to be deleted are found by their place, which they share with rows of other
 * partitions, so the condition stands beside it; an UPDATE may leave its rows such that they are found again, so it goes
 * through a key. Where a batch may change what the next one reads, the keys of what is to be deleted are written down first.
 * Where none of it can be written there is no SQL.
 */
final class Batches {

    private static final String ROWS = "5000";
    private static final String MEANWHILE = "-- a row that changes in between is deleted nevertheless:\n";
    private static final String AGAIN = "-- commit, and again until it deletes nothing:\n";

    private Batches() {}

    /** The same change in batches; empty where it cannot be written so. */
    static String of(Step step, DataChange change) {
        if (step.text().substring(0, change.span().from()).stripTrailing().endsWith("(")) {
            // In a WITH, its rows go on to what stands behind it.
            return "";
        }
        if (change instanceof DataChange.Delete delete) {
            return isAlone(step, delete.target()) ? of(step, delete) : "";
        }
        if (change instanceof DataChange.Insert insert) {
            return insert.copied() == null ? "" : of(step, insert, insert.copied());
        }
        return change instanceof DataChange.Update update && isAlone(step, update.target()) ? of(step, update) : "";
    }

    /** The condition of an UPDATE after which the rows that it has changed are found no more. */
    static String where(Name table, String open) {
        return " WHERE " + open + "\n   AND ctid = ANY (ARRAY(SELECT ctid FROM " + table + " WHERE " + open + " LIMIT "
                + ROWS + "))";
    }

    // What a WITH before it does would be done again with each batch.
    private static boolean isAlone(Step step, DataChange.Target target) {
        return !step.sql(target.head()).strip().toLowerCase(Locale.ROOT).startsWith("with");
    }

    private static String of(Step step, DataChange.Delete delete) {
        DataChange.Target target = delete.target();
        if (BatchReads.refersToItself(step, delete.table())) {
            return "";
        }
        if (BatchReads.differ(step, delete)) {
            return byKeysBefore(step, delete);
        }
        String place = qualifier(delete.table(), target) + "ctid";
        String joined = target.sources() == null ? "" : ", " + step.sql(target.sources());
        String rows = "SELECT " + place + " FROM " + step.sql(target.relation()) + joined
                + (delete.filter() == null ? "" : " WHERE " + condition(step, delete.filter())) + " LIMIT " + ROWS;
        return BatchReads.doubt(step, delete.table(), target.reads()) + AGAIN + head(step, target, delete.filter())
                + place + " = ANY (ARRAY(" + rows + "));";
    }

    /** The rows to delete are found once, while all are there. */
    private static String byKeysBefore(Step step, DataChange.Delete delete) {
        DataChange.Target target = delete.target();
        Table table = KeyLookup.table(step, delete.table());
        List<String> key = KeyLookup.known(table);
        // A key holds in each table by itself: what inherits may have the same ones.
        boolean inherited =
                !table.partitioned() && !Parts.of(step.before(), table).isEmpty();
        if (key.isEmpty() || inherited) {
            return "";
        }
        String called = Name.quoted(target.called());
        String found = Name.quoted(free(
                Name.made(delete.table().name(), "to", "delete"),
                name -> step.before().table(step.before().resolve(new Name("", name))) == null));
        String statement = step.sql(delete.span()).toLowerCase(Locale.ROOT);
        String batch = free("batch", name -> !statement.contains(name));
        String columns = key.stream().map(Name::quoted).collect(Collectors.joining(", "));
        String own =
                key.stream().map(column -> called + "." + Name.quoted(column)).collect(Collectors.joining(", "));
        String same = key.stream()
                .map(column -> called + "." + Name.quoted(column) + " = " + batch + "." + Name.quoted(column))
                .collect(Collectors.joining(" AND "));
        String joined = target.sources() == null ? "" : ", " + step.sql(target.sources());
        String filter = delete.filter() == null ? "" : " WHERE " + condition(step, delete.filter());
        String relation = step.sql(target.relation());
        return MEANWHILE + "CREATE TABLE " + found + " AS SELECT DISTINCT " + own + " FROM " + relation + joined
                + filter + ";\n"
                + AGAIN
                + "WITH " + batch + " AS (DELETE FROM " + found + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + found
                + " LIMIT " + ROWS
                + ")) RETURNING " + columns + ")\nDELETE FROM " + relation + " USING " + batch + " WHERE " + same
                + ";\n"
                + "-- then:\nDROP TABLE " + found + ";";
    }

    /** A name with the first number behind it that makes it free; without one where it is free itself. */
    private static String free(String name, Predicate<String> isFree) {
        return Stream.concat(
                        Stream.of(name),
                        IntStream.iterate(2, i -> i + 1).mapToObj(i -> Name.made(name, String.valueOf(i))))
                .filter(isFree)
                .findFirst()
                .orElseThrow();
    }

    private static String of(Step step, DataChange.Update update) {
        Table table = KeyLookup.table(step, update.table());
        List<String> key = KeyLookup.complete(table);
        String head = step.sql(update.target().head());
        DataChange.Reads reads = update.target().reads();
        if (key.isEmpty()
                || key.stream().anyMatch(column -> mayBeSet(head, column))
                || BatchReads.differ(step, update.table(), reads)) {
            return "";
        }
        String start = head(step, update.target(), update.filter());
        return BatchReads.doubt(step, update.table(), reads)
                + byKey(table, key, qualifier(update.table(), update.target()), start, "");
    }

    // What is inserted into a table that is read would come up again.
    private static String of(Step step, DataChange.Insert insert, DataChange.Copied copied) {
        Table table = KeyLookup.table(step, copied.table());
        List<String> key = KeyLookup.complete(table);
        if (key.isEmpty() || BatchReads.differ(step, insert.table(), copied.reads())) {
            return "";
        }
        String start = step.sql(new Span(insert.span().from(), copied.end())) + "\n WHERE ";
        String rest = step.sql(new Span(copied.end(), insert.span().to())).strip();
        return BatchReads.doubt(step, insert.table(), copied.reads())
                + byKey(table, key, "", start, rest.isEmpty() ? "" : "\n" + rest);
    }

    private static String byKey(Table table, List<String> key, String qualifier, String start, String rest) {
        String columns =
                key.stream().map(column -> qualifier + Name.quoted(column)).collect(Collectors.joining(", "));
        if (key.size() == 1 && KeyLookup.isWhole(table.column(key.get(0)))) {
            return "-- commit, and again with the next " + ROWS + " of " + key.get(0)
                    + ", from its lowest to its highest:\n" + start + columns + " >= 1 AND " + columns + " < 5001"
                    + rest + ";";
        }
        String row = key.size() == 1 ? columns : "(" + columns + ")";
        return "-- commit, and again with the next rows by their key, from its lowest to its highest:\n"
                + start + row + " > /* the last key of the batch before */\n   AND " + row + " <= /* the key "
                + ROWS + " rows on */" + rest + ";";
    }

    private static String head(Step step, DataChange.Target target, DataChange.@Nullable Filter filter) {
        String others = filter == null ? "" : "(" + condition(step, filter) + ")\n   AND ";
        return step.sql(target.head()).strip() + "\n WHERE " + others;
    }

    /** Without its WHERE. */
    private static String condition(Step step, DataChange.Filter filter) {
        return step.sql(filter.span()).substring("WHERE".length()).strip();
    }

    private static String qualifier(Name table, DataChange.Target target) {
        boolean ambiguous = target.sources() != null || !target.called().equals(table.name());
        return ambiguous ? Name.quoted(target.called()) + "." : "";
    }

    /** Whether it looks as if the column were among those that get another value. */
    private static boolean mayBeSet(String head, String column) {
        return Pattern.compile("(?i)(?<!\\.)\"?\\b" + Pattern.quote(column) + "\\b\"?\\s*[=,)]")
                .matcher(head)
                .find();
    }
}

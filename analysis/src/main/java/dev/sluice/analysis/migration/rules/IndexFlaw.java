package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What keeps an index from being a primary key or a unique constraint. */
final class IndexFlaw {

    /** Of the operator classes for B-trees that PostgreSQL has, those that are no type's own. */
    private static final Set<String> OTHER_OPERATORS = Set.of(
            "cidr_ops",
            "record_image_ops",
            "varchar_ops",
            "text_pattern_ops",
            "varchar_pattern_ops",
            "bpchar_pattern_ops");

    private static final Pattern COLLATED = Pattern.compile(
            "(?is)(?:\"([^\"]+)\"|([\\p{L}_][\\w$]*))\\s+collate\\s+(?:(?:\"[^\"]+\"|[\\w$]+)\\s*\\.\\s*)?"
                    + "(?:\"([^\"]+)\"|([\\w$]+))");

    private IndexFlaw() {}

    /** Why it is none, as the rest of a sentence; empty where it may be one. */
    static String of(Index index, Table table, boolean primaryKey, PostgresVersion version) {
        if (index.constraint()) {
            return "belongs to a constraint already";
        }
        for (CreateIndex.Key key : index.keys()) {
            String flaw = of(key, table, version);
            if (!flaw.isEmpty()) {
                return flaw;
            }
        }
        if (index.where() != null) {
            return "is on a part of the rows only";
        }
        if (primaryKey && index.nullsNotDistinct()) {
            return "takes one null for the same as another, while a primary key has none";
        }
        return index.keys().isEmpty() || index.unique() ? "" : "is not unique";
    }

    /** The columns that it is on, be it in another order than theirs; empty where it is on an expression. */
    static List<String> columns(Index index) {
        List<@Nullable String> columns =
                index.keys().stream().map(IndexFlaw::column).toList();
        return columns.contains(null)
                ? List.of()
                : columns.stream().map(Objects::requireNonNull).toList();
    }

    private static String of(CreateIndex.Key key, Table table, PostgresVersion version) {
        Matcher collated = COLLATED.matcher(key.text());
        if (!key.column() && !collated.matches()) {
            return "is on an expression";
        }
        if (OTHER_OPERATORS.contains(key.operators())) {
            return "compares by " + key.operators() + ", which is not the way of the column's type";
        }
        if (key.reordered()) {
            return "sorts downwards or has nulls first, while a constraint's index does neither";
        }
        return key.column() || !isOther(collated, table, version)
                ? ""
                : "sorts by collation " + Name.quoted(collation(collated)) + ", which is not that of the column";
    }

    private static boolean isOther(Matcher collated, Table table, PostgresVersion version) {
        Column column = table.column(column(collated));
        if (column == null || column.type() == null || !version.isAtLeast(14)) {
            return false;
        }
        String own = column.collation() == null ? "default" : column.collation();
        return !collation(collated).equals(own);
    }

    private static @Nullable String column(CreateIndex.Key key) {
        Matcher collated = COLLATED.matcher(key.text());
        if (key.column()) {
            return key.text();
        }
        return collated.matches() ? column(collated) : null;
    }

    private static String column(Matcher collated) {
        return identifier(collated.group(1), collated.group(2));
    }

    private static String collation(Matcher collated) {
        return identifier(collated.group(3), collated.group(4));
    }

    private static String identifier(@Nullable String exact, @Nullable String folded) {
        return exact != null ? exact : Objects.requireNonNull(folded).toLowerCase(Locale.ROOT);
    }
}

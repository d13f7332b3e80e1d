package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.MadeName;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a UNIQUE or PRIMARY KEY so that its index is built first, and blocks nobody. */
final class UniqueByIndex {

    private static final Pattern OVERLAPS = Pattern.compile("(?i)\\bWITHOUT\\s+OVERLAPS\\b");
    private static final Pattern STORAGE = Pattern.compile("(?i)\\bWITH\\s*\\([^()]*\\)");
    private static final Pattern TABLESPACE =
            Pattern.compile("(?i)\\bUSING\\s+INDEX\\s+(?<tablespace>TABLESPACE\\s+(?:\"[^\"]+\"|[\\w$]+))");

    private final Step step;
    private final Name table;
    private final Constraint.Unique unique;
    private final String name;
    private final String index;
    private final String keys;
    private final String behind;
    private final String attributes;
    private final boolean possible;

    /**
     * For one constraint.
     *
     * @param columns its own, or that of which it is
     * @param end of the clause that it stands in
     */
    private UniqueByIndex(Step step, Name table, Constraint.Unique unique, List<String> columns, int end) {
        this.step = step;
        this.table = table;
        this.unique = unique;
        String free = unique.primaryKey()
                ? MadeName.ofIndex(step.before(), table, List.of(), "pkey")
                : MadeName.ofIndex(step.before(), table, columns, "key");
        this.name = unique.name() == null ? free : unique.name();
        // The index of a key that the new one replaces is there until it does; the new one is renamed with its
        // constraint.
        this.index = step.before().index(table.sibling(name)) == null ? name : free;
        this.keys = listed(columns);
        String text = step.sql(new Span(unique.span().from(), end));
        this.behind = (unique.include().isEmpty() ? "" : " INCLUDE " + listed(unique.include()))
                + (unique.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
                + first(STORAGE, text, "")
                + first(TABLESPACE, text, "tablespace");
        this.attributes = Deferral.of(step, unique.span());
        this.possible = !OVERLAPS.matcher(text).find();
    }

    /** The statements below a comment; empty where no index makes such a constraint. */
    static String behind(
            String comment, Step step, Name table, Constraint.Unique unique, List<String> columns, int end) {
        String sql = new UniqueByIndex(step, table, unique, columns, end).sql();
        return sql.isEmpty() ? "" : comment + sql;
    }

    private static String listed(List<String> columns) {
        return columns.stream().map(Name::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String first(Pattern wanted, String text, String group) {
        Matcher found = wanted.matcher(text);
        return found.find() ? " " + (group.isEmpty() ? found.group() : found.group(group)) : "";
    }

    private String sql() {
        if (!possible) {
            return "";
        }
        if (!step.table(table).partitioned()) {
            return String.join("\n", build(table, index, replacing() + "ADD CONSTRAINT " + Name.quoted(name)));
        }
        List<String> lines = new ArrayList<>();
        if (!replacing().isEmpty()) {
            lines.add("ALTER TABLE " + table + " " + replacing().replace(", ", ";"));
        }
        lines.add("ALTER TABLE ONLY " + table + " ADD CONSTRAINT " + Name.quoted(name) + " " + kind() + " " + keys
                + behind + attributes + ";");
        List<Name> parts = ConcurrentIndex.leaves(step, table);
        for (Name part : parts) {
            String own = Name.made(part.name(), name);
            lines.addAll(build(part, own, "ADD CONSTRAINT " + Name.quoted(own)));
            lines.add("ALTER INDEX " + table.sibling(name) + " ATTACH PARTITION " + part.sibling(own) + ";");
        }
        lines.add(
                parts.isEmpty()
                        ? "-- then such a constraint for each partition, by an index that is built CONCURRENTLY, and attach it"
                        : "-- and so for each partition that is not named here");
        return String.join("\n", lines);
    }

    /** What drops the primary key that the table has; empty where it is none, or another constraint is added. */
    private String replacing() {
        return !unique.primaryKey()
                ? ""
                : step.table(table).constraints().stream()
                        .filter(known -> known.constraint() instanceof Constraint.Unique key && key.primaryKey())
                        .findFirst()
                        .map(known -> "DROP CONSTRAINT " + Name.quoted(known.name()) + ", ")
                        .orElse("");
    }

    private List<String> build(Name where, String built, String add) {
        String quoted = Name.quoted(built);
        return List.of(
                "CREATE UNIQUE INDEX CONCURRENTLY " + quoted + " ON " + where + " " + keys + behind + ";",
                "ALTER TABLE " + where + " " + add + " " + kind() + " USING INDEX " + quoted + attributes + ";");
    }

    private String kind() {
        return unique.primaryKey() ? "PRIMARY KEY" : "UNIQUE";
    }
}

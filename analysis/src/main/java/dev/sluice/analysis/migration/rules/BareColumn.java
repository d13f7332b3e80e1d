package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A new column that nothing has to be written or read for: its type alone, and what it has besides in statements of their own. */
final class BareColumn {

    private static final Pattern COLLATION =
            Pattern.compile("(?i)\\bCOLLATE\\s+(?:\"(?:[^\"]|\"\")*\"|[\\w$]+)(?:\\.(?:\"(?:[^\"]|\"\")*\"|[\\w$]+))?");
    private static final Pattern STORAGE =
            Pattern.compile("(?i)(?:\\s+(?:STORAGE|COMPRESSION)\\s+(?:\"[^\"]+\"|\\w+))+");
    private static final Pattern NAMED = Pattern.compile("(?i)^CONSTRAINT\\s+(?:\"(?:[^\"]|\"\")*\"|\\S+)\\s+");

    private BareColumn() {}

    /** The new column, under a name of its own where the statement drops one of that name, which is in use until then. */
    static ColumnDefinition beside(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = add.action().column();
        boolean dropped = step.actions(TableAction.DropColumn.class).stream()
                .anyMatch(drop -> drop.action().column().equals(column.name()));
        return dropped ? column.named(Name.made(column.name(), "new")) : column;
    }

    /** Its name, type, storage, compression and collation. */
    static String definition(Step step, ColumnDefinition column) {
        return definition(step, column, column.type().sql());
    }

    /** The same with the domain's type instead of the domain. */
    static String definition(Step step, ColumnDefinition column, Domain domain) {
        String collation = domain.collation() == null || column.collation() != null
                ? ""
                : " COLLATE " + Name.quoted(domain.collation());
        return definition(step, column, domain.type().sql()) + collation;
    }

    private static String definition(Step step, ColumnDefinition column, String type) {
        String bare = Name.quoted(column.name()) + " " + type + storage(step, column);
        if (column.collation() == null) {
            return bare;
        }
        return bare + collation(step.sql(column.span()));
    }

    /** The clause that stands in the text, with a space before it; empty without one. */
    static String collation(String sql) {
        Matcher collation = COLLATION.matcher(sql);
        return collation.find() ? " " + collation.group() : "";
    }

    /** How its values are kept where they are long, as {@code STORAGE EXTERNAL COMPRESSION pglz}. */
    private static String storage(Step step, ColumnDefinition column) {
        String text = step.sql(new Span(column.type().span().to(), column.span().to()));
        Matcher words = STORAGE.matcher(text);
        return words.lookingAt() ? " " + words.group().strip() : "";
    }

    /**
     * What it is defined with besides a default, each below a line break: {@code NOT NULL}, {@code CHECK}, keys.
     *
     * @param end of the clause that it stands in
     */
    static String rest(Step step, Name table, ColumnDefinition column, int end) {
        StringBuilder lines = new StringBuilder();
        if (column.notNull()) {
            lines.append("\n-- then").append(SetNotNull.since(step)).append(":\n");
            lines.append(SetNotNull.example(step, table, column.name()));
        }
        for (Constraint constraint : column.constraints()) {
            if (constraint instanceof Constraint.Check check && check.enforced()) {
                lines.append('\n').append(check(table, column, check));
            } else if (constraint instanceof Constraint.ForeignKey key && key.enforced()) {
                lines.append('\n').append(foreignKey(step, table, column, key));
            } else if (constraint instanceof Constraint.Unique unique && unique.usingIndex() == null) {
                lines.append(UniqueByIndex.behind(
                        "\n-- outside of a transaction:\n", step, table, unique, List.of(column.name()), end));
            }
        }
        return lines.toString();
    }

    /** The column's CHECK, which the rows are held to afterwards. */
    static String check(Name table, ColumnDefinition column, Constraint.Check check) {
        long unnamed = column.constraints().stream()
                .takeWhile(other -> other != check)
                .filter(other -> other instanceof Constraint.Check && other.name() == null)
                .count();
        String made = Name.made(table.name(), column.name(), "check") + (unnamed == 0 ? "" : unnamed);
        String name = check.name() == null ? made : check.name();
        return NotValidFirst.sql(
                table, name, "CHECK (" + check.condition().text() + ")" + (check.noInherit() ? " NO INHERIT" : ""));
    }

    /** A constraint's text without its name. */
    static String unnamed(Step step, Constraint constraint) {
        return NAMED.matcher(step.sql(constraint.span())).replaceFirst("");
    }

    /** The column's foreign key, whose rows are looked up afterwards. */
    static String foreignKey(Step step, Name table, ColumnDefinition column, Constraint.ForeignKey key) {
        String name = key.name() == null ? Name.made(table.name(), column.name(), "fkey") : key.name();
        String references = unnamed(step, key);
        return NotValidFirst.foreignKey(
                step,
                table,
                name,
                "FOREIGN KEY (" + Name.quoted(column.name()) + ") " + references + Deferral.behind(step, key.span()));
    }
}

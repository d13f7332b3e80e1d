package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcollections.PMap;

/** What refers to a table, a column, a view or a domain keeps on doing so under its new name. */
final class Renaming {

    private Renaming() {}

    /** The schema where a column of a table, and of what is a part of it or inherits from it, is called otherwise. */
    static Schema column(Schema schema, Name table, String from, String to) {
        Set<Name> seen = new HashSet<>(Set.of(table));
        Deque<Name> open = new ArrayDeque<>(seen);
        Schema after = schema;
        while (!open.isEmpty()) {
            Name name = open.pop();
            Table known = after.tableOrUnknown(name);
            after.partitionsOf(name).stream().map(Table::name).filter(seen::add).forEach(open::add);
            known.heirs().stream().filter(seen::add).forEach(open::add);
            after = name.equals(table) || known.column(from) != null
                    ? after.withoutTable(name).with(inside(known, from, to))
                    : after;
            after = referring(after, name, from, to);
        }
        return after;
    }

    /** The schema where what refers to a column refers to one of another name. */
    private static Schema referring(Schema schema, Name name, String from, String to) {
        Schema after = schema;
        for (Table owner : schema.referringTo(name)) {
            after = after.with(referring(after, owner, name, from, to));
        }
        for (View view : schema.viewsOn(name)) {
            after = after.with(view.naming(name, from, to));
        }
        return after;
    }

    private static Table inside(Table table, String from, String to) {
        Column column = table.column(from);
        Column named = (column == null ? Column.unknown(from) : column).renamed(to);
        Table after = table.columns(table.columnsByName().minus(from))
                .with(named)
                .partitionedBy(ColumnUse.renamed(table.partitionKey(), from, to));
        for (TableConstraint constraint : table.constraints()) {
            after = after.with(constraint.renamed(from, to));
        }
        for (Index index : table.indexes()) {
            after = after.with(index.renamed(from, to));
        }
        return after;
    }

    private static Table referring(Schema schema, Table owner, Name table, String from, String to) {
        Table after = owner;
        for (TableConstraint known : owner.constraints()) {
            if (known.constraint() instanceof Constraint.ForeignKey key
                    && schema.resolve(key.references()).equals(table)) {
                List<String> referred = ColumnUse.renamed(key.referencedColumns(), from, to);
                after = after.with(known.with(key.renamed(key.columns(), key.references(), referred)));
            }
        }
        return after;
    }

    /** The schema where what refers to a table or view refers to one of another name; the thing itself stays. */
    static Schema references(Schema schema, Name from, Name to) {
        Schema after = schema;
        for (Table owner : schema.referringTo(from)) {
            Table changed = owner;
            for (TableConstraint known : owner.constraints()) {
                if (known.constraint() instanceof Constraint.ForeignKey key
                        && schema.resolve(key.references()).equals(from)) {
                    changed = changed.with(known.with(key.renamed(key.columns(), to, key.referencedColumns())));
                }
            }
            after = after.with(changed);
        }
        for (Table part : schema.partitionsOf(from)) {
            after = after.with(after.tableOrUnknown(part.name()).partOf(to, part.rest()));
        }
        for (View view : schema.viewsOn(from)) {
            after = after.with(view.using(used -> used.equals(from) ? to : used));
        }
        return after;
    }

    /**
     * The schema where a view has another name.
     *
     * @param taken the number of the transaction that gives it, if others have used something by it; else 0
     */
    static Schema view(Schema schema, Name from, Name to, int taken) {
        View view = schema.view(from);
        return view == null
                ? schema
                : references(schema, view.name(), to).withoutView(from).with(view.renamed(to, taken));
    }

    /** The schema where a domain has another name, and so has the type of the columns that are of it. */
    static Schema domain(Schema schema, Domain domain, Name to) {
        Name from = domain.name();
        return type(schema.made(schema.made().renamedDomains(name -> name.equals(from) ? to : name)), from, to);
    }

    /** The schema where the columns of a type are of one of another name. */
    static Schema type(Schema schema, Name from, Name to) {
        Schema after = schema;
        for (Table table : schema.tables()) {
            PMap<String, Column> columns = table.columnsByName();
            for (Column column : table.columns()) {
                DataType type = column.type();
                if (type != null && schema.resolve(type.asName()).equals(from)) {
                    boolean bare =
                            type.asName().schema().isEmpty() && to.schema().equals(from.schema());
                    DataType other = type.named(bare ? Name.of(to.name()) : to);
                    columns = columns.plus(column.name(), column.typed(other, column.collation()));
                }
            }
            after = columns == table.columnsByName() ? after : after.with(table.columns(columns));
        }
        return after;
    }
}

package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;

/** The table that {@code CREATE TABLE} makes. */
final class NewTable {

    /** The schema of the session's own tables. */
    static final String TEMPORARY = "pg_temp";

    private final Schema schema;
    private final List<Name> parents;
    private Table table;

    NewTable(Schema schema, CreateTable create, Origin origin) {
        this.schema = schema;
        this.parents = create.inherits();
        table = new Table(
                schema.placeOf(create),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                !create.incomplete(),
                schema.placeOf(create).schema().equals(TEMPORARY),
                create.partitioned(),
                create.partitionKey(),
                create.partitionOf() == null ? null : schema.resolve(create.partitionOf()),
                create.asDefault(),
                HashTreePSet.empty(),
                origin,
                create.query() != null,
                null);
        List<Constraint> constraints = new ArrayList<>(create.constraints());
        for (ColumnDefinition definition : create.columns()) {
            table = table.with(TableChange.column(definition, origin));
            constraints.addAll(definition.constraints());
        }
        for (Constraint constraint : constraints) {
            table = new TableConstraints(table, origin).add(constraint);
        }
    }

    Schema schema() {
        Schema after = schema.with(table);
        for (Name parent : parents) {
            Table known = after.tableOrUnknown(parent);
            after = after.with(known.heirs(known.heirs().plus(table.name())));
        }
        return after;
    }
}

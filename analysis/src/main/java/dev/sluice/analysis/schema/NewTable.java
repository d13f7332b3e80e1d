package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;

/** The table that {@code CREATE TABLE} makes. */
final class NewTable {

    private final Schema schema;
    private Table table;

    NewTable(Schema schema, CreateTable create, Origin origin) {
        this.schema = schema;
        table = new Table(
                schema.resolve(create.name()),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                !create.incomplete(),
                create.persistence() == CreateTable.Persistence.TEMPORARY,
                create.partitioned(),
                create.partitionKey(),
                create.partitionOf() == null ? null : schema.resolve(create.partitionOf()),
                create.asDefault(),
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
        return schema.with(table);
    }
}

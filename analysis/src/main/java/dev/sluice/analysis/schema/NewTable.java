package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import java.util.ArrayList;
import java.util.List;

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
        TableDraft draft = new TableDraft(schema.placeOf(create));
        draft.complete = !create.incomplete();
        draft.temporary = draft.name.schema().equals(TEMPORARY);
        draft.logged = create.persistence() == CreateTable.Persistence.PERMANENT;
        draft.partitioned = create.partitioned();
        draft.partitionKey = create.partitionKey();
        draft.partitionOf = create.partitionOf() == null ? null : schema.resolve(create.partitionOf());
        draft.rest = create.asDefault();
        draft.origin = origin;
        draft.taken = UsedNames.taking(schema, draft.name, origin);
        draft.filled = create.query() != null && create.query().rows() != Query.Rows.NONE;
        draft.large = create.query() != null && !ScarceRows.of(schema, create.query(), origin);
        table = draft.done();
        for (CreateTable.Copied copied : create.copied()) {
            Table source = schema.table(copied.table());
            table = source == null
                    ? table
                    : CopiedTable.of(schema, source, origin).into(table, copied);
        }
        List<Constraint> constraints = new ArrayList<>(create.constraints());
        for (ColumnDefinition definition : create.columns()) {
            table = table.with(TableChange.column(definition, origin));
            constraints.addAll(definition.constraints());
        }
        for (Constraint constraint : constraints) {
            table = new TableConstraints(schema, table, origin).add(constraint);
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

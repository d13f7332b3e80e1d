package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import java.util.List;

/** What is known of a table behind a statement that puts rows into it. */
public final class FilledTables {

    private FilledTables() {}

    /** The schema behind a change of rows. */
    static Schema behind(Schema schema, DataChange change, Origin origin) {
        Query query = null;
        if (change instanceof DataChange.Insert insert) {
            query = insert.query();
        } else if (change instanceof DataChange.Merge merge) {
            query = merge.inserted();
        }
        boolean many =
                change instanceof DataChange.CopyFrom || (query != null && !ScarceRows.of(schema, query, origin));
        boolean some = change instanceof DataChange.Insert && query != null && query.rows() != Query.Rows.NONE;
        return many || some ? filled(schema, change.table(), many, origin.transaction()) : schema;
    }

    /**
     * The schema behind a statement of a block, which a loop of the block may run very many times.
     *
     * @param transaction its number
     */
    public static Schema repeated(DoBlock block, Statement statement, Schema behind, int transaction) {
        return block.isInLoop(statement) ? repeated(statement, behind, transaction) : behind;
    }

    private static Schema repeated(Statement statement, Schema behind, int transaction) {
        List<Statement> all = statement instanceof DoBlock inner
                ? inner.body()
                : statement instanceof WithChanges with ? with.changes() : List.of();
        Schema after = behind;
        for (Statement each : all) {
            after = repeated(each, after, transaction);
        }
        return statement instanceof DataChange.Insert insert ? filled(after, insert.table(), true, transaction) : after;
    }

    private static Schema filled(Schema schema, Name name, boolean withMany, int transaction) {
        Table table = schema.table(name);
        if (table == null) {
            return schema;
        }
        // Into which of its partitions the rows go is not known.
        boolean same = !table.partitioned() || table.filledIn() == transaction;
        boolean known = same && table.filled() && (table.large() || !withMany);
        return Growth.of(schema, table.name()).with(known ? table.sized(null) : table.fill(withMany, transaction));
    }
}

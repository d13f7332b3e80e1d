package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Statement;
import java.util.regex.Pattern;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** The temporary tables {@code ON COMMIT DROP}: behind their transaction, their names are those of other tables again. */
final class DroppedAtCommit {

    private static final Pattern DROPPED = Pattern.compile("(?i)\\bon\\s+commit\\s+drop\\b");

    private PSet<Name> tables = HashTreePSet.empty();

    void add(Statement statement, String text) {
        if (statement instanceof CreateTable create
                && create.persistence() == CreateTable.Persistence.TEMPORARY
                && DROPPED.matcher(create.span().in(text)).find()) {
            tables = tables.plus(create.name());
        }
    }

    /** Those so far, for {@link #backTo}. */
    PSet<Name> tables() {
        return tables;
    }

    void backTo(PSet<Name> earlier) {
        tables = earlier;
    }

    /** What is left when the transaction has ended. */
    Schema droppedFrom(Schema schema) {
        Schema left = SchemaChange.without(schema, tables);
        tables = HashTreePSet.empty();
        return left;
    }
}

package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The temporary tables {@code ON COMMIT DROP}: behind their transaction, their names are those of other tables again. */
final class DroppedAtCommit {

    private static final Pattern DROPPED = Pattern.compile("(?i)\\bon\\s+commit\\s+drop\\b");

    private final Set<Name> tables = new HashSet<>();

    void add(Statement statement, String text) {
        if (statement instanceof CreateTable create
                && create.persistence() == CreateTable.Persistence.TEMPORARY
                && DROPPED.matcher(create.span().in(text)).find()) {
            tables.add(create.name());
        }
    }

    /** What is left when the transaction has ended. */
    Schema droppedFrom(Schema schema) {
        Schema left = SchemaChange.without(schema, tables);
        tables.clear();
        return left;
    }
}

package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;

/** Reads what {@code MERGE} does with the rows that are there. */
final class MergeReader {

    private final Tokens tokens;
    private final Span span;
    private final ChangedRows rows;

    MergeReader(Tokens tokens, Span span, ChangedRows rows) {
        this.tokens = tokens;
        this.span = span;
        this.rows = rows;
    }

    /** The statement, behind the name of its table. */
    DataChange.Merge read(Name table) {
        return new DataChange.Merge(span, table, has("then", "update"), has("then", "delete"), filter(table));
    }

    /** The rows that match are those of the table joined with what it is merged with. */
    private Filter filter(Name table) {
        tokens.accept("as");
        String alias = tokens.is("using") ? table.name() : tokens.identifier();
        int using = tokens.find("using", tokens.position());
        int on = tokens.find("on", using);
        int when = tokens.find("when", on);
        // What no row is merged with is all the rest of the table.
        if (alias == null || when == tokens.count() || has("by", "source")) {
            return Filter.unknown(span);
        }
        String joined = rows.text(using + 1, on);
        return new Filter(span, rows.branches(table, alias, joined, rows.text(on + 1, when)), false);
    }

    private boolean has(String first, String second) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.isWord(i, first) && tokens.isWord(i + 1, second)) {
                return true;
            }
        }
        return false;
    }
}

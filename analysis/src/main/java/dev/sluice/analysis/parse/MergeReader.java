package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@code MERGE} does with the rows that are there. */
final class MergeReader {

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;
    private final ChangedRows rows;

    MergeReader(SourceText source, Tokens tokens, Span span, ChangedRows rows) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
        this.rows = rows;
    }

    /** The statement, behind the name of its table. */
    DataChange.Merge read(Name table) {
        return new DataChange.Merge(
                span, table, has("then", "update"), has("then", "delete"), filter(table), inserted());
    }

    /** What it is merged with; null where it inserts nothing. */
    private @Nullable Query inserted() {
        int using = tokens.find("using", 0);
        if (!has("then", "insert")) {
            return null;
        }
        if (tokens.kind(using + 1) == TokenKind.OPEN_PARENTHESIS) {
            return QueryWords.kept(source, tokens.span(using + 2, tokens.closing(using + 1)));
        }
        tokens.moveTo(using + 1);
        Name name = tokens.only();
        boolean call = name == null || tokens.kind() == TokenKind.OPEN_PARENTHESIS;
        return new Query(
                span,
                Set.of(),
                name == null ? Set.of() : Set.of(name),
                false,
                null,
                call ? Query.Rows.MANY : Query.Rows.AS_READ);
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

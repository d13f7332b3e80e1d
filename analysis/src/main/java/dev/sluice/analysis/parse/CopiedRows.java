package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the one table of which a query gives row by row, without a word on what becomes of several together. */
final class CopiedRows {

    /** What makes one value of several rows: all aggregates of PostgreSQL 18 (pg_proc.prokind), and some of PostGIS. */
    static final Set<String> AGGREGATES = Set.of("""
            any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp
            cume_dist dense_rank every json_agg json_agg_strict json_arrayagg json_object_agg
            json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict json_objectagg jsonb_agg
            jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique
            jsonb_object_agg_unique_strict max min mode percent_rank percentile_cont percentile_disc range_agg
            range_intersect_agg rank regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx
            regr_sxy regr_syy st_collect st_extent st_union stddev stddev_pop stddev_samp string_agg sum var_pop
            var_samp variance xmlagg
            """.strip().split("\\s+"));

    private static final Set<String> OTHERS = Set.of("distinct", "over", "all");

    private final Tokens tokens;

    CopiedRows(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What the query that begins there copies; null where a condition at its end would change what it gives. */
    DataChange.@Nullable Copied from(int select) {
        if (tokens.kind(select - 1) == TokenKind.OPEN_PARENTHESIS || !tokens.isWord(select, "select")) {
            return null;
        }
        int from = endOfList(select + 1);
        if (from < 0) {
            return null;
        }
        tokens.moveTo(from + 1);
        Name table = tokens.only();
        if (table == null || tokens.kind() == TokenKind.OPEN_PARENTHESIS) {
            return null;
        }
        if (tokens.accept("as") || (tokens.kind().isName() && !isEnd())) {
            tokens.identifier();
        }
        return tokens.atEnd() || isEnd()
                ? new DataChange.Copied(
                        table, tokens.end(tokens.position() - 1), ReadWords.of(tokens, select, tokens.count()))
                : null;
    }

    private boolean isEnd() {
        return tokens.is("on") || tokens.is("returning");
    }

    /** Where FROM stands; negative where the list does more than to name and compute values of one row. */
    private int endOfList(int begin) {
        int depth = 0;
        for (int i = begin; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.OPEN_PARENTHESIS && tokens.isWord(i + 1, "select")) {
                // It is asked for each row by itself.
                i = tokens.closing(i);
                continue;
            }
            depth += Expressions.depthChange(tokens.kind(i));
            boolean word = tokens.kind(i) == TokenKind.WORD;
            String lower = word ? Tokens.lower(tokens.text(i)) : "";
            if (OTHERS.contains(lower)
                    || (AGGREGATES.contains(lower) && tokens.kind(i + 1) == TokenKind.OPEN_PARENTHESIS)) {
                return -1;
            }
            if (depth == 0 && lower.equals("from")) {
                return i;
            }
        }
        return -1;
    }
}

package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Index_columnContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Index_restContext;

/** Reads {@code CREATE INDEX} out of the grammar's tree. */
final class IndexTree {

    private final Tree tree;

    IndexTree(Tree tree) {
        this.tree = tree;
    }

    CreateIndex read(Create_index_statementContext node, Span span) {
        Index_restContext rest = node.index_rest();
        return new CreateIndex(
                span,
                new Span(span.from(), tree.span(node.INDEX(), node.INDEX()).to()),
                node.name == null ? null : tree.identifier(node.name),
                tree.name(node.table_name),
                node.UNIQUE() != null,
                rest.nulls_distinction() != null && rest.nulls_distinction().NOT() != null,
                node.CONCURRENTLY() != null,
                node.if_not_exists() != null,
                node.ONLY() != null,
                rest.method == null ? "btree" : tree.identifier(rest.method),
                keys(rest.index_columns().index_column()),
                rest.including_index() == null
                        ? List.of()
                        : tree.identifiers(rest.including_index().identifier()),
                rest.index_where() == null
                        ? null
                        : tree.expressionOrNull(rest.index_where().vex()));
    }

    List<CreateIndex.Key> keys(List<Index_columnContext> columns) {
        List<CreateIndex.Key> keys = new ArrayList<>();
        for (Index_columnContext column : columns) {
            String operators = column.operator_class == null
                    ? ""
                    : tree.name(column.operator_class).name();
            boolean down = column.order_specification() != null
                    && column.order_specification().DESC() != null;
            boolean nullsFirst =
                    column.null_ordering() != null && column.null_ordering().FIRST() != null;
            keys.add(key(tree.span(column.column), operators, down || nullsFirst));
        }
        return keys;
    }

    private CreateIndex.Key key(Span span, String operators, boolean reordered) {
        Tokens tokens = new Tokens(tree.source(), span, 3);
        @Nullable String column = tokens.identifier();
        return column != null && tokens.count() == 1
                ? new CreateIndex.Key(column, true, operators, reordered)
                : new CreateIndex.Key(span.in(tree.source().text()), false, operators, reordered);
    }
}

package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Domain_constraintContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Names_with_periodContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_enforcedContext;

/** Reads constraints out of the grammar's tree. */
final class ConstraintTree {

    /** Of {@code NOT DEFERRABLE INITIALLY DEFERRED}, with room for white space. */
    private static final int MOST_BEHIND = 200;

    private static final int MOST_TOKENS = 1_000;

    private final Tree tree;

    ConstraintTree(Tree tree) {
        this.tree = tree;
    }

    /**
     * The constraint; null when the node is something else that stands behind a column, such as a default.
     *
     * @param column the column that it stands behind; null for a constraint of the table
     */
    @Nullable
    Constraint read(Constraint_commonContext node, @Nullable String column) {
        Constr_bodyContext body = node.constr_body();
        Span span = tree.span(node);
        String name = node.identifier() == null ? null : tree.identifier(node.identifier());
        boolean notValid = node.VALID() != null;
        List<String> own = column == null ? List.of() : List.of(column);
        if (body.CHECK() != null && body.expression != null) {
            Expression condition = tree.expression(body.expression);
            List<String> notNull = Expressions.notNullColumns(tree.source(), condition.span());
            boolean enforced = isEnforced(node.table_enforced());
            return new Constraint.Check(
                    span, name, condition, notNull, notValid, enforced, body.inherit_option() != null);
        }
        if (body.REFERENCES() != null) {
            return new Constraint.ForeignKey(
                    span,
                    name,
                    body.col_period == null ? own : columns(body.col_period),
                    tree.name(body.schema_qualified_name()),
                    body.ref_period == null ? List.of() : columns(body.ref_period),
                    notValid,
                    isEnforced(node.table_enforced()),
                    isDeferred(span));
        }
        if (body.UNIQUE() != null || body.PRIMARY() != null) {
            return unique(body, span, name, own);
        }
        if (body.EXCLUDE() != null) {
            return new Constraint.Exclusion(
                    span,
                    name,
                    body.index_method == null ? "gist" : tree.identifier(body.index_method),
                    new IndexTree(tree).keys(body.index_column()),
                    include(body),
                    body.exp == null ? null : tree.expression(body.exp));
        }
        if (body.NOT() != null && body.NULL() != null) {
            String notNull = body.col_name == null ? column : tree.identifier(body.col_name);
            return notNull == null ? null : new Constraint.NotNull(span, name, notNull, notValid);
        }
        return null;
    }

    private Constraint unique(Constr_bodyContext body, Span span, @Nullable String name, List<String> own) {
        List<String> columns =
                body.col_overlaps == null ? own : tree.identifiers(body.col_overlaps.schema_qualified_name());
        Schema_qualified_nameContext index =
                body.index_parameters() == null ? null : body.index_parameters().schema_qualified_name();
        return new Constraint.Unique(
                span,
                name,
                body.PRIMARY() != null,
                columns,
                include(body),
                body.nulls_distinction() != null && body.nulls_distinction().NOT() != null,
                index == null ? null : tree.identifier(index));
    }

    private List<String> include(Constr_bodyContext body) {
        boolean carries =
                body.index_parameters() != null && body.index_parameters().including_index() != null;
        return carries
                ? tree.identifiers(body.index_parameters().including_index().identifier())
                : List.of();
    }

    /** The constraint of a domain. */
    Constraint read(Domain_constraintContext node, boolean notValid, ParserRuleContext whole) {
        String name = node.name == null ? null : tree.identifier(node.name);
        if (node.CHECK() != null) {
            Expression condition = tree.expression(node.vex());
            return new Constraint.Check(tree.span(whole), name, condition, List.of(), notValid, true, false);
        }
        return new Constraint.NotNull(tree.span(whole), name, "value", notValid);
    }

    private List<String> columns(Names_with_periodContext node) {
        return tree.identifiers(node.schema_qualified_name());
    }

    /** The grammar is not shown these words, so they may stand behind what it takes for the whole. */
    private boolean isDeferred(Span constraint) {
        SourceText source = tree.source();
        int to = Math.min(source.readable().length(), constraint.to() + MOST_BEHIND);
        Tokens words = new Tokens(source, new Span(constraint.from(), to), MOST_TOKENS);
        for (int i = 0; i < words.count(); i++) {
            if (words.isWord(i, "initially")) {
                return words.isWord(i + 1, "deferred");
            }
            boolean belongs = words.isWord(i, "not") || words.isWord(i, "deferrable");
            if (words.start(i) >= constraint.to() && !belongs) {
                return false;
            }
        }
        return false;
    }

    private static boolean isEnforced(@Nullable Table_enforcedContext node) {
        return node == null || node.NOT() == null;
    }
}

package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_partitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Column_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** Reads the actions of {@code ALTER TABLE} that have structure out of the grammar's tree; {@link ActionWords} the others. */
final class ActionTree {

    private static final int MOST_WORDS = 10;
    private static final Set<String> CONSTRAINT_WORDS =
            Set.of("deferrable", "initially", "deferred", "immediate", "enforced", "not", "no", "inherit");

    private final Tree tree;
    private final Span statement;

    ActionTree(Tree tree, Span statement) {
        this.tree = tree;
        this.statement = statement;
    }

    /** The statement; null for what has no meaning in PostgreSQL. */
    @Nullable
    AlterTable read(Alter_table_statementContext node) {
        List<TableAction> actions = new ArrayList<>();
        for (Table_actionContext action : node.table_action()) {
            actions.add(action(action));
        }
        if (actions.isEmpty()) {
            TableAction single = single(node);
            if (single == null) {
                return null;
            }
            actions.add(single);
        }
        return new AlterTable(statement, tree.name(node.name), node.if_exists() != null, node.ONLY() != null, actions);
    }

    private @Nullable TableAction single(Alter_table_statementContext node) {
        if (node.RENAME() != null && node.identifier().size() == 2) {
            Span clause = tree.span(node.RENAME(), node.identifier(1));
            String from = tree.identifier(node.identifier(0));
            String to = tree.identifier(node.identifier(1));
            return node.CONSTRAINT() == null
                    ? new TableAction.RenameColumn(clause, from, to)
                    : new TableAction.RenameConstraint(clause, from, to);
        }
        if (node.rename_to() != null) {
            return new TableAction.RenameTable(tree.span(node.rename_to()), tree.identifier(node.rename_to().name));
        }
        if (node.set_schema() != null) {
            return new TableAction.SetSchema(
                    tree.span(node.set_schema()),
                    tree.identifier(node.set_schema().identifier()));
        }
        Alter_partitionContext partition = node.alter_partition();
        return partition == null ? null : partition(partition);
    }

    private TableAction partition(Alter_partitionContext node) {
        Span span = tree.span(node);
        if (node.ATTACH() != null) {
            return new TableAction.AttachPartition(
                    span,
                    tree.name(node.partition_table_value().schema_qualified_name()),
                    node.partition_table_value().for_values_bound().DEFAULT() != null);
        }
        return new TableAction.DetachPartition(
                span, tree.name(node.child), node.CONCURRENTLY() != null, node.FINALIZE() != null);
    }

    private TableAction action(Table_actionContext node) {
        Span span = tree.span(node);
        if (node.table_column_definition() != null) {
            return new TableAction.AddColumn(
                    span, new TableTree(tree).column(node.table_column_definition()), node.if_not_exists() != null);
        }
        if (node.column != null && node.column_action() != null) {
            return column(span, tree.identifier(node.column), node.column_action());
        }
        if (node.column != null) {
            boolean cascade =
                    node.cascade_restrict() != null && node.cascade_restrict().CASCADE() != null;
            return new TableAction.DropColumn(span, tree.identifier(node.column), node.if_exists() != null, cascade);
        }
        if (node.tabl_constraint != null) {
            Constraint constraint = new ConstraintTree(tree).read(node.tabl_constraint, null);
            if (constraint != null) {
                return new TableAction.AddConstraint(span, constraint);
            }
        }
        boolean constraint = node.CONSTRAINT() != null && node.ALTER() != null;
        return ActionWords.read(tree.source(), constraint ? whole(span) : span);
    }

    /** With the words behind the name of an altered constraint that the grammar has not been given. */
    private Span whole(Span action) {
        Tokens behind = new Tokens(tree.source(), new Span(action.to(), statement.to()), MOST_WORDS);
        int words = 0;
        while (behind.kind(words) == TokenKind.WORD && CONSTRAINT_WORDS.contains(Tokens.lower(behind.text(words)))) {
            words++;
        }
        return words == 0 ? action : new Span(action.from(), behind.end(words - 1));
    }

    private TableAction column(Span span, String column, Column_actionContext node) {
        if (node.TYPE() != null) {
            return new TableAction.AlterType(
                    span,
                    column,
                    tree.type(node.data_type()),
                    tree.expressionOrNull(node.vex()),
                    tree.collation(node.collate_identifier()));
        }
        if (node.set_def_column() != null) {
            return new TableAction.SetDefault(
                    span, column, tree.expression(node.set_def_column().vex()));
        }
        return ActionWords.read(tree.source(), span);
    }
}

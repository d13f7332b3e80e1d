package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.CreateTable.Persistence;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_as_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Define_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Like_optionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Names_in_parensContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Partition_byContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_defContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_of_type_column_defContext;

/** Reads {@code CREATE TABLE} out of the grammar's tree. */
final class TableTree {

    private final Tree tree;
    private final ConstraintTree constraintTree;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<CreateTable.Copied> copied = new ArrayList<>();
    private List<Name> inherits = List.of();
    private boolean incomplete;

    TableTree(Tree tree) {
        this.tree = tree;
        this.constraintTree = new ConstraintTree(tree);
    }

    CreateTable read(Create_table_statementContext node, Span span) {
        Define_tableContext define = node.define_table();
        Name partitionOf = null;
        boolean asDefault = false;
        if (define.define_columns() != null) {
            incomplete = define.define_columns().INHERITS() != null;
            inherits = incomplete ? inherits(define.define_columns().names_in_parens()) : inherits;
            define.define_columns().table_column_def().forEach(this::element);
        } else if (define.define_partition() != null) {
            incomplete = true;
            partitionOf = tree.name(define.define_partition().parent_table);
            asDefault = define.define_partition().for_values_bound().DEFAULT() != null;
            if (define.define_partition().list_of_type_column_def() != null) {
                define.define_partition()
                        .list_of_type_column_def()
                        .table_of_type_column_def()
                        .forEach(this::typedElement);
            }
        } else {
            incomplete = true;
            if (define.define_type().list_of_type_column_def() != null) {
                define.define_type()
                        .list_of_type_column_def()
                        .table_of_type_column_def()
                        .forEach(this::typedElement);
            }
        }
        return new CreateTable(
                span,
                tree.name(node.name),
                persistence(node.UNLOGGED() != null, node.TEMP() != null || node.TEMPORARY() != null),
                node.if_not_exists() != null,
                columns,
                constraints,
                partitionOf,
                asDefault,
                node.partition_by() != null,
                node.partition_by() == null ? List.of() : key(node.partition_by()),
                null,
                inherits,
                copied,
                incomplete);
    }

    CreateTable read(Create_table_as_statementContext node, Span span) {
        return new CreateTable(
                span,
                tree.name(node.name),
                persistence(node.UNLOGGED() != null, node.TEMP() != null || node.TEMPORARY() != null),
                node.if_not_exists() != null,
                List.of(),
                List.of(),
                null,
                false,
                false,
                List.of(),
                QueryWords.behindAs(tree.source(), span),
                List.of(),
                List.of(),
                true);
    }

    /** A column stands first, before its collation and operator class; an expression is in parentheses or a call. */
    private List<String> key(Partition_byContext node) {
        return node.partition_method().partition_column().stream()
                .map(part -> part.getText().contains("(")
                        ? tree.span(part).in(tree.source().text())
                        : tree.identifier(part))
                .toList();
    }

    private List<Name> inherits(Names_in_parensContext node) {
        return node.names_references().schema_qualified_name().stream()
                .map(tree::name)
                .toList();
    }

    private static Persistence persistence(boolean unlogged, boolean temporary) {
        if (temporary) {
            return Persistence.TEMPORARY;
        }
        return unlogged ? Persistence.UNLOGGED : Persistence.PERMANENT;
    }

    private void element(Table_column_defContext node) {
        if (node.table_column_definition() != null) {
            columns.add(column(node.table_column_definition()));
        } else if (node.tabl_constraint != null) {
            add(constraintTree.read(node.tabl_constraint, null));
        } else {
            incomplete = true;
            if (node.LIKE() != null) {
                copied.add(copied(node));
            }
        }
    }

    /** The last word on a thing counts. */
    private CreateTable.Copied copied(Table_column_defContext node) {
        boolean defaults = false;
        boolean indexes = false;
        boolean identity = false;
        for (Like_optionContext option : node.like_option()) {
            boolean including = option.INCLUDING() != null;
            boolean all = option.ALL() != null;
            if (all || option.DEFAULTS() != null) {
                defaults = including;
            }
            if (all || option.INDEXES() != null) {
                indexes = including;
            }
            if (all || option.IDENTITY() != null) {
                identity = including;
            }
        }
        return new CreateTable.Copied(tree.name(node.schema_qualified_name()), defaults, indexes, identity);
    }

    private void typedElement(Table_of_type_column_defContext node) {
        if (node.tabl_constraint != null) {
            add(constraintTree.read(node.tabl_constraint, null));
        } else {
            String column = tree.identifier(node.identifier());
            node.constraint_common().forEach(constraint -> add(constraintTree.read(constraint, column)));
        }
    }

    private void add(@Nullable Constraint constraint) {
        if (constraint != null) {
            constraints.add(constraint);
        }
    }

    ColumnDefinition column(Table_column_definitionContext node) {
        String name = tree.identifier(node.identifier());
        DataType type = tree.type(node.data_type());
        List<Constraint> own = new ArrayList<>();
        Expression defaultValue = null;
        Generation generation = Generation.NONE;
        boolean notNull = type.isSerial();
        for (Constraint_commonContext part : node.constraint_common()) {
            Constr_bodyContext body = part.constr_body();
            Constraint constraint = constraintTree.read(part, name);
            if (constraint instanceof Constraint.NotNull) {
                notNull = true;
            } else if (constraint != null) {
                own.add(constraint);
                notNull |= constraint instanceof Constraint.Unique unique && unique.primaryKey();
            } else if (body.default_expr != null) {
                defaultValue = tree.expression(body.default_expr);
            } else if (body.identity_body() != null) {
                generation = Generation.IDENTITY;
                notNull = true;
            } else if (body.GENERATED() != null) {
                // Without either word, PostgreSQL 18 takes VIRTUAL and those before refuse it.
                generation = body.STORED() != null ? Generation.STORED : Generation.VIRTUAL;
            }
        }
        return new ColumnDefinition(
                tree.span(node),
                name,
                type,
                defaultValue,
                notNull,
                generation,
                tree.collation(node.collate_identifier()),
                own);
    }
}

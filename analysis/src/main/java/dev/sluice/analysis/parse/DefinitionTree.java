package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateDomain;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/** Reads definitions out of the grammar's tree; those without much structure by their words. */
final class DefinitionTree {

    private final Tree tree;
    private final Span span;

    DefinitionTree(Tree tree, Span span) {
        this.tree = tree;
        this.span = span;
    }

    /** The statement; null when its words say all. */
    @Nullable
    Statement read(StatementContext node) {
        Schema_statementContext definition = node.schema_statement();
        if (definition == null) {
            return null;
        }
        if (definition.schema_create() != null) {
            return create(definition.schema_create());
        }
        if (definition.schema_alter() == null) {
            return null;
        }
        if (definition.schema_alter().alter_table_statement() != null) {
            return new ActionTree(tree, span).read(definition.schema_alter().alter_table_statement());
        }
        Alter_domain_statementContext domain = definition.schema_alter().alter_domain_statement();
        AlterObject.Change change = domain == null ? null : change(domain);
        return change == null ? null : new AlterObject(span, ObjectKind.DOMAIN, tree.name(domain.name), change);
    }

    private AlterObject.@Nullable Change change(Alter_domain_statementContext domain) {
        if (domain.set_def_column() != null) {
            return new AlterObject.SetDefault(
                    tree.expression(domain.set_def_column().vex()));
        }
        if (domain.drop_def() != null) {
            return new AlterObject.SetDefault(null);
        }
        return domain.dom_constraint == null
                ? null
                : new AlterObject.AddConstraint(
                        new ConstraintTree(tree).read(domain.dom_constraint, domain.not_valid != null, domain));
    }

    private @Nullable Statement create(Schema_createContext node) {
        if (node.create_table_statement() != null) {
            return new TableTree(tree).read(node.create_table_statement(), span);
        }
        if (node.create_table_as_statement() != null) {
            return new TableTree(tree).read(node.create_table_as_statement(), span);
        }
        if (node.create_index_statement() != null) {
            return new IndexTree(tree).read(node.create_index_statement(), span);
        }
        Create_domain_statementContext domain = node.create_domain_statement();
        if (domain == null) {
            return null;
        }
        List<Constraint> constraints = domain.dom_constraint.stream()
                .filter(c -> c.CHECK() != null || c.NOT() != null)
                .map(c -> new ConstraintTree(tree).read(c, false, c))
                .toList();
        String collation = domain.collate_identifier().stream()
                .map(tree::collation)
                .findFirst()
                .orElse(null);
        return new CreateDomain(
                span,
                tree.name(domain.name),
                tree.type(domain.dat_type),
                constraints,
                collation,
                tree.expressionOrNull(domain.def_value));
    }
}

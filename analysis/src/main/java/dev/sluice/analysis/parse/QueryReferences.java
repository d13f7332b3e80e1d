package dev.sluice.analysis.parse;

import dev.sluice.analysis.parse.References.Level;
import dev.sluice.analysis.parse.Scope.Source;
import dev.sluice.analysis.statement.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.AllValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Goes through a query in an expression for what that refers to. */
final class QueryReferences {

    private final References references;
    private final Map<String, Source> common = new HashMap<>();

    QueryReferences(References references) {
        this.references = references;
        common.putAll(references.scope().common());
    }

    void read(Select select) {
        if (select.getWithItemsList() != null) {
            select.getWithItemsList().forEach(this::common);
        }
        if (select instanceof PlainSelect plain) {
            plain(plain);
        } else if (select instanceof ParenthesedSelect enclosed) {
            nested(enclosed.getSelect());
            outerOrder(enclosed.getOrderByElements());
        } else if (select instanceof SetOperationList several) {
            several.getSelects().forEach(this::nested);
            outerOrder(several.getOrderByElements());
        } else if (select instanceof Values values) {
            references.expressions(values.getExpressions());
        } else {
            references.unknown();
        }
        ends(select);
    }

    /** The order behind parentheses is mostly by names or numbers of columns that the query in them gives. */
    private void outerOrder(@Nullable List<OrderByElement> order) {
        for (OrderByElement element : order == null ? List.<OrderByElement>of() : order) {
            boolean own = element.getExpression() instanceof LongValue
                    || (element.getExpression() instanceof Column column && Scope.qualifier(column) == null);
            if (!own) {
                references.unknown();
            }
        }
    }

    /** What it names in WITH is not known outside of it. */
    private void nested(Select select) {
        QueryReferences inner = new QueryReferences(references);
        inner.common.putAll(common);
        inner.read(select);
    }

    /** The number of rows cannot depend on the rows themselves: a column there is one of a query around. */
    private void ends(Select select) {
        if (select.getLimit() != null) {
            references.expression(count(select.getLimit().getRowCount()));
            references.expression(select.getLimit().getOffset());
        }
        if (select.getOffset() != null) {
            references.expression(select.getOffset().getOffset());
        }
        if (select.getFetch() != null) {
            references.expression(select.getFetch().getExpression());
        }
    }

    /** {@code ALL} is no expression. */
    private static @Nullable Expression count(@Nullable Expression count) {
        return count instanceof AllValue ? null : count;
    }

    private void common(WithItem<?> item) {
        String name = Scope.identifier(item.getUnquotedAliasName());
        if (item.isRecursive()) {
            common.put(name, Source.UNKNOWN);
        }
        if (item.getStatement() instanceof Select select) {
            nested(select);
            common.put(name, new Source(RowLimit.ENDLESS, Columns.of(item, this::columns), Set.of()));
        } else {
            references.unknown();
        }
    }

    private void plain(PlainSelect plain) {
        Level level = new Level();
        from(plain.getFromItem(), level);
        if (plain.getJoins() != null) {
            plain.getJoins().forEach(join -> from(join.getFromItem(), level));
        }
        boolean foreign = plain.getLateralViews() != null
                || plain.getOracleHierarchical() != null
                || plain.getPreWhere() != null
                || plain.getPreferringClause() != null
                || plain.getTop() != null
                || plain.getFirst() != null;
        if (foreign) {
            references.unknown();
        }
        references.levels().push(level);
        joins(plain.getJoins());
        items(plain.getSelectItems());
        if (plain.getDistinct() != null) {
            items(plain.getDistinct().getOnSelectItems());
        }
        references.expression(plain.getWhere());
        group(plain.getGroupBy());
        references.expression(plain.getHaving());
        references.expression(plain.getQualify());
        references.order(plain.getOrderByElements());
        if (plain.getWindowDefinitions() != null) {
            plain.getWindowDefinitions().forEach(references::window);
        }
        references.levels().pop();
    }

    private void items(@Nullable List<SelectItem<?>> items) {
        if (items != null) {
            items.forEach(item -> references.expression(item.getExpression()));
        }
    }

    private void joins(@Nullable List<Join> joins) {
        if (joins != null) {
            joins.forEach(join -> references.expressions(List.copyOf(join.getOnExpressions())));
        }
    }

    private void group(@Nullable GroupByElement group) {
        if (group != null) {
            references.expressions(group.getGroupByExpressionList());
            for (ExpressionList<?> set : group.getGroupingSets()) {
                references.expressions(set);
            }
        }
    }

    /** What a query reads sees only what stands before it, and that only if it is LATERAL or a function. */
    private void from(@Nullable FromItem item, Level level) {
        if (item == null) {
            return;
        }
        if (item instanceof ParenthesedFromItem group && group.getAlias() == null) {
            from(group.getFromItem(), level);
            if (group.getJoins() != null) {
                group.getJoins().forEach(join -> from(join.getFromItem(), level));
                references.levels().push(level);
                joins(group.getJoins());
                references.levels().pop();
            }
            return;
        }
        if (item.getPivot() != null || item.getUnPivot() != null) {
            references.unknown();
        }
        within(item, level);
        String name = Sources.name(item);
        Source common = item instanceof Table table ? columns(table) : null;
        if (common != null) {
            references.presume(common.presumed());
        }
        level.add(
                name,
                Columns.of(item, this::columns),
                common == null && item instanceof Table table ? name(table) : null);
        if (item instanceof Table table && table.getAlias() == null) {
            level.alsoCalled(Scope.qualified(table));
        }
    }

    private void within(FromItem item, Level level) {
        if (item instanceof LateralSubSelect lateral) {
            references.levels().push(level);
            nested(lateral);
            references.levels().pop();
        } else if (item instanceof Select select) {
            nested(select);
        } else if (item instanceof TableFunction function) {
            references.levels().push(level);
            for (Function call : function.getFunctions()) {
                references.expression(call);
            }
            references.levels().pop();
        } else if (item instanceof ParenthesedFromItem group) {
            Level own = new Level();
            from(group.getFromItem(), own);
            if (group.getJoins() != null) {
                references.unknown();
            }
        } else if (!(item instanceof Table)) {
            references.unknown();
        }
    }

    private @Nullable Source columns(Table table) {
        return table.getSchemaName() == null ? common.get(Scope.identifier(table.getName())) : null;
    }

    private static Name name(Table table) {
        String schema = table.getSchemaName() == null ? "" : Scope.identifier(table.getSchemaName());
        return new Name(schema, Scope.identifier(table.getName()));
    }
}

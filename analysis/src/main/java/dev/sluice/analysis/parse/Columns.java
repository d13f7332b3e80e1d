package dev.sluice.analysis.parse;

import dev.sluice.analysis.parse.Scope.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.FromItem;
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

/** The names of the columns of what a query reads, where they stand in the statement. */
final class Columns {

    private static final String NAMELESS = "?column?";

    private final Function<Table, @Nullable Source> common;

    private Columns(Function<Table, @Nullable Source> common) {
        this.common = common;
    }

    /**
     * The columns of a part of FROM.
     *
     * @param common the common table expression that a name stands for; null for another table
     * @return null where some may have names that do not stand here
     */
    static @Nullable Set<String> of(FromItem item, Function<Table, @Nullable Source> common) {
        return set(new Columns(common).columns(item));
    }

    /** The columns of a common table expression. */
    static @Nullable Set<String> of(WithItem<?> item, Function<Table, @Nullable Source> common) {
        List<String> own = item.getStatement() instanceof Select select ? new Columns(common).columns(select) : null;
        List<String> given = new ArrayList<>();
        if (item.getWithItemList() != null) {
            for (SelectItem<?> column : item.getWithItemList()) {
                given.add(name(column));
            }
        }
        return set(renamed(own, given));
    }

    private static @Nullable Set<String> set(@Nullable List<String> columns) {
        return columns == null ? null : new LinkedHashSet<>(columns);
    }

    private @Nullable List<String> columns(FromItem item) {
        List<String> given = given(item.getAlias());
        if (item instanceof Table table) {
            Source source = common.apply(table);
            return source == null || source.columns() == null ? null : renamed(List.copyOf(source.columns()), given);
        }
        if (item instanceof Select select) {
            return renamed(columns(select), given);
        }
        if (item instanceof ParenthesedFromItem group) {
            boolean alone = group.getJoins() == null || group.getJoins().isEmpty();
            return alone ? renamed(columns(group.getFromItem()), given) : null;
        }
        if (item instanceof TableFunction call) {
            // One column has the name of the table; more than one have names of their own.
            List<String> names = new ArrayList<>(given);
            names.add(Sources.name(item));
            call.getFunctions().forEach(function -> names.add(Parts.ownName(function)));
            return names;
        }
        return null;
    }

    private @Nullable List<String> columns(Select select) {
        if (select instanceof ParenthesedSelect enclosed) {
            return columns(enclosed.getSelect());
        }
        if (select instanceof SetOperationList several) {
            return columns(several.getSelect(0));
        }
        if (select instanceof Values values) {
            return numbered(values);
        }
        if (!(select instanceof PlainSelect plain)) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (SelectItem<?> item : plain.getSelectItems()) {
            if (item.getExpression() instanceof AllColumns) {
                return null;
            }
            names.add(name(item));
        }
        return names;
    }

    private static List<String> numbered(Values values) {
        Expression first = values.getExpressions().isEmpty()
                ? null
                : values.getExpressions().get(0);
        int count = first instanceof ExpressionList<?> row ? row.size() : 1;
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("column" + i);
        }
        return names;
    }

    private static String name(SelectItem<?> item) {
        return item.getAlias() != null ? Scope.identifier(item.getAlias().getName()) : name(item.getExpression());
    }

    private static String name(Expression expression) {
        Expression inner = Parts.inner(expression);
        if (inner instanceof Column column) {
            return Scope.identifier(column.getColumnName());
        }
        if (inner instanceof CastExpression cast) {
            return name(cast.getLeftExpression());
        }
        return inner instanceof net.sf.jsqlparser.expression.Function call ? Parts.ownName(call) : NAMELESS;
    }

    private static List<String> given(@Nullable Alias alias) {
        return alias == null || alias.getAliasColumns() == null
                ? List.of()
                : alias.getAliasColumns().stream()
                        .map(column -> Scope.identifier(column.name))
                        .toList();
    }

    /** The first columns get the names that are given. */
    private static @Nullable List<String> renamed(@Nullable List<String> own, List<String> given) {
        if (own == null || given.isEmpty()) {
            return own;
        }
        List<String> renamed = new ArrayList<>(given);
        renamed.addAll(own.subList(Math.min(given.size(), own.size()), own.size()));
        return renamed;
    }
}

package dev.sluice.analysis.parse;

import dev.sluice.analysis.parse.Scope.Source;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.Fetch;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/** How many rows a query has at most, for the whole statement: one that depends on the row that is changed runs for each. */
final class RowLimit {

    static final long ENDLESS = Long.MAX_VALUE;

    /** Whoever chooses the size of a batch by a parameter or variable chooses a small one. */
    static final long CHOSEN = 1;

    private static final Set<String> AGGREGATES =
            Set.of("array_agg", "avg", "bool_and", "bool_or", "count", "every", "max", "min", "string_agg", "sum");

    private static final Set<String> ROWS_ONLY = Set.of("ROW", "ROWS", "ONLY");

    private final Scope scope;

    RowLimit(Scope scope) {
        this.scope = scope;
    }

    static long plus(long some, long more) {
        return some == ENDLESS || more == ENDLESS || some + more < 0 ? ENDLESS : some + more;
    }

    static long times(long some, long more) {
        long high = Math.multiplyHigh(some, more);
        return some == ENDLESS || more == ENDLESS || high != 0 || some * more < 0 ? ENDLESS : some * more;
    }

    /** The number of rows, or {@link #ENDLESS}. */
    long most(Select query) {
        return References.of(query, scope).isOne() ? rows(query, scope) : ENDLESS;
    }

    private static long rows(Select query, Scope outer) {
        Scope scope = Sources.withCommon(query.getWithItemsList(), outer);
        long own = limit(query, scope);
        if (query instanceof PlainSelect plain) {
            return Math.min(own, plain(plain, scope));
        }
        if (query instanceof ParenthesedSelect enclosed) {
            return Math.min(own, rows(enclosed.getSelect(), scope));
        }
        if (query instanceof SetOperationList several) {
            return Math.min(own, several(several, scope));
        }
        return query instanceof Values values ? values.getExpressions().size() : ENDLESS;
    }

    private static long several(SetOperationList several, Scope scope) {
        List<Select> selects = several.getSelects();
        Select last = selects.get(selects.size() - 1);
        // Without parentheses the LIMIT behind the last one is that of all.
        long all = last instanceof PlainSelect ? limit(last, scope) : ENDLESS;
        long sum = 0;
        for (Select select : selects) {
            sum = plus(sum, rows(select, scope));
        }
        for (SetOperation operation : several.getOperations()) {
            sum = operation instanceof UnionOp ? sum : ENDLESS;
        }
        return last instanceof PlainSelect && all != ENDLESS ? all : sum;
    }

    private static long plain(PlainSelect plain, Scope scope) {
        List<SelectItem<?>> items = plain.getSelectItems();
        boolean aggregate = plain.getGroupBy() == null
                && !items.isEmpty()
                && items.stream().allMatch(item -> isAggregate(item.getExpression()));
        if (aggregate) {
            return 1;
        }
        boolean multiplies =
                plain.getGroupBy() != null || items.stream().anyMatch(item -> makesRows(item.getExpression()));
        if (multiplies) {
            return ENDLESS;
        }
        long rows = plain.getFromItem() == null
                ? 1
                : Sources.one(plain.getFromItem(), scope).rows();
        for (Join join : plain.getJoins() == null ? List.<Join>of() : plain.getJoins()) {
            Source joined = Sources.one(join.getFromItem(), scope);
            rows = join.isFull() || join.isRight() ? ENDLESS : times(rows, Math.max(1, joined.rows()));
        }
        return rows;
    }

    private static boolean isAggregate(Expression expression) {
        return expression instanceof Function call
                && AGGREGATES.contains(Parts.name(call))
                && call.getParameters() != null
                && call.getParameters().stream().noneMatch(RowLimit::makesRows);
    }

    private static boolean makesRows(Expression expression) {
        if (expression instanceof Function call) {
            String name = Parts.name(call);
            boolean value = SingleValues.FUNCTIONS.contains(name) || AGGREGATES.contains(name);
            return !value
                    || (call.getParameters() != null
                            && call.getParameters().stream().anyMatch(RowLimit::makesRows));
        }
        boolean one = expression instanceof Column
                || expression instanceof Select
                || expression instanceof AllColumns
                || expression instanceof AnalyticExpression;
        List<Expression> parts = one ? List.of() : Parts.of(expression);
        return parts == null || parts.stream().anyMatch(RowLimit::makesRows);
    }

    private static long limit(Select query, Scope scope) {
        Limit limit = query.getLimit();
        Fetch fetch = query.getFetch();
        if (limit != null) {
            return limit.getByExpressions() == null ? count(limit.getRowCount(), scope) : ENDLESS;
        }
        // WITH TIES gives the rows that are equal to the last one too, however many there are.
        if (fetch == null || !ROWS_ONLY.containsAll(fetch.getFetchParameters())) {
            return ENDLESS;
        }
        return fetch.getExpression() == null ? 1 : count(fetch.getExpression(), scope);
    }

    private static long count(@Nullable Expression written, Scope scope) {
        Expression count = written == null ? null : Parts.inner(written);
        if (count instanceof CastExpression cast) {
            return count(cast.getLeftExpression(), scope);
        }
        if (count instanceof LongValue number) {
            String digits = number.getStringValue().replace("_", "");
            return digits.matches("\\d{1,12}") ? Long.parseLong(digits) : ENDLESS;
        }
        boolean chosen = count instanceof JdbcParameter || (count instanceof Column column && scope.isVariable(column));
        return chosen ? CHOSEN : ENDLESS;
    }
}

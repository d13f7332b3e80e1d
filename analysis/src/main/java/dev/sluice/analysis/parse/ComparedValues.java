package dev.sluice.analysis.parse;

import java.util.List;
import java.util.Objects;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.AnyType;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** How many values there are at most, over the whole statement, in what a column is compared with. */
final class ComparedValues {

    private final Scope scope;

    ComparedValues(Scope scope) {
        this.scope = scope;
    }

    /** Behind {@code =}. */
    long equal(Expression right) {
        if (right instanceof AnyComparisonExpression any) {
            return any.getAnyType() == AnyType.ALL ? RowLimit.ENDLESS : query(any.getSelect());
        }
        if (right instanceof Function call && call.getParameters() != null) {
            String name = Parts.name(call);
            boolean any = name.equals("any") || name.equals("some");
            if (any || name.equals("all")) {
                // One that is equal to all of an empty array is any value.
                return any && call.getParameters().size() == 1
                        ? elements(call.getParameters().get(0))
                        : RowLimit.ENDLESS;
            }
        }
        return one(right);
    }

    /** Behind {@code IN}. */
    long in(Expression right) {
        if (right instanceof Select select) {
            return query(select);
        }
        if (!(right instanceof ExpressionList<?> list)) {
            return RowLimit.ENDLESS;
        }
        if (list.size() == 1 && list.get(0) instanceof ParenthesedSelect select) {
            // More parentheses around a query do not make one value of it.
            return query(select);
        }
        long values = 0;
        for (Expression value : list) {
            values = RowLimit.plus(values, one(value));
        }
        return values;
    }

    private long query(@Nullable Select select) {
        return select == null ? RowLimit.ENDLESS : new RowLimit(scope).most(select);
    }

    /** Of what is one value for each row that the table is joined with. */
    private long one(Expression value) {
        References references = References.of(value, scope);
        if (references.isOfRow()) {
            return RowLimit.ENDLESS;
        }
        long rows = 1;
        for (String source : references.sources()) {
            rows = RowLimit.times(
                    rows, Objects.requireNonNull(scope.sources().get(source)).rows());
        }
        return rows;
    }

    /** Of an array. */
    private long elements(Expression array) {
        Expression inner = Parts.inner(array);
        if (inner instanceof CastExpression cast) {
            return elements(cast.getLeftExpression());
        }
        if (inner instanceof ArrayConstructor list) {
            long values = 0;
            for (Expression value : list.getExpressions()) {
                values = RowLimit.plus(values, value instanceof ArrayConstructor ? elements(value) : one(value));
            }
            return values;
        }
        if (inner instanceof Function call) {
            boolean query = Parts.name(call).equals("array")
                    && call.getParameters() != null
                    && call.getParameters().size() == 1;
            return query && call.getParameters().get(0) instanceof Select select ? query(select) : RowLimit.ENDLESS;
        }
        if (inner instanceof StringValue text) {
            return text.getValue().chars().filter(c -> c == ',').count() + 1;
        }
        return Ranges.isParameter(inner) || isVariable(inner) ? RowLimit.CHOSEN : RowLimit.ENDLESS;
    }

    private boolean isVariable(Expression expression) {
        return expression instanceof Column && References.of(expression, scope).isChosen();
    }

    /** Of the rows that a function in FROM makes. */
    long made(Function call) {
        String name = Parts.name(call);
        List<? extends Expression> arguments = call.getParameters() == null ? List.of() : call.getParameters();
        if (!References.of(new ExpressionList<>(List.<Expression>copyOf(arguments)), scope)
                .isOne()) {
            return RowLimit.ENDLESS;
        }
        if (name.equals("unnest")) {
            long rows = 0;
            for (Expression array : arguments) {
                rows = RowLimit.plus(rows, elements(array));
            }
            return rows;
        }
        boolean series = name.equals("generate_series") && arguments.size() == 2;
        if (series && arguments.get(0) instanceof LongValue from && arguments.get(1) instanceof LongValue to) {
            return Ranges.distance(from, to);
        }
        return RowLimit.ENDLESS;
    }
}

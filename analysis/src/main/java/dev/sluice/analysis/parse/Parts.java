package dev.sluice.analysis.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.ArrayExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DateValue;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.JsonExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.RowGetExpression;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.TimeValue;
import net.sf.jsqlparser.expression.TimestampValue;
import net.sf.jsqlparser.expression.TimezoneExpression;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import org.jspecify.annotations.Nullable;

/** What an expression consists of, for those kinds of expressions of which that is known in full. */
final class Parts {

    private static final List<Class<? extends Expression>> CONSTANTS = List.of(
            LongValue.class,
            DoubleValue.class,
            StringValue.class,
            NullValue.class,
            BooleanValue.class,
            HexValue.class,
            DateTimeLiteralExpression.class,
            DateValue.class,
            TimeValue.class,
            TimestampValue.class,
            TimeKeyExpression.class,
            JdbcParameter.class,
            JdbcNamedParameter.class);

    private Parts() {}

    /** The parts, none for a constant or a parameter; null where they are not known. */
    static @Nullable List<Expression> of(Expression whole) {
        if (CONSTANTS.contains(whole.getClass())) {
            return List.of();
        }
        if (whole instanceof BinaryExpression binary) {
            return some(binary.getLeftExpression(), binary.getRightExpression());
        }
        if (whole instanceof ExpressionList<?> list) {
            return List.copyOf(list);
        }
        List<Expression> condition = condition(whole);
        return condition == null ? value(whole) : condition;
    }

    private static @Nullable List<Expression> condition(Expression whole) {
        if (whole instanceof NotExpression not) {
            return some(not.getExpression());
        }
        if (whole instanceof IsNullExpression is) {
            return some(is.getLeftExpression());
        }
        if (whole instanceof IsBooleanExpression is) {
            return some(is.getLeftExpression());
        }
        if (whole instanceof Between between) {
            return some(
                    between.getLeftExpression(),
                    between.getBetweenExpressionStart(),
                    between.getBetweenExpressionEnd());
        }
        if (whole instanceof InExpression in) {
            return some(in.getLeftExpression(), in.getRightExpression());
        }
        if (whole instanceof ExistsExpression exists) {
            return some(exists.getRightExpression());
        }
        return whole instanceof AnyComparisonExpression any ? some(any.getSelect()) : null;
    }

    private static @Nullable List<Expression> value(Expression whole) {
        if (whole instanceof CastExpression cast) {
            return cast.getColDataType() == null ? null : some(cast.getLeftExpression());
        }
        if (whole instanceof SignedExpression signed) {
            return some(signed.getExpression());
        }
        if (whole instanceof CollateExpression collate) {
            return some(collate.getLeftExpression());
        }
        if (whole instanceof ExtractExpression extract) {
            return some(extract.getExpression());
        }
        if (whole instanceof TrimFunction trim) {
            return some(trim.getExpression(), trim.getFromExpression());
        }
        if (whole instanceof IntervalExpression interval) {
            return some(interval.getExpression());
        }
        if (whole instanceof RowGetExpression field) {
            return some(field.getExpression());
        }
        if (whole instanceof TimezoneExpression zone) {
            List<Expression> parts = new ArrayList<>(zone.getTimezoneExpressions());
            parts.add(zone.getLeftExpression());
            return parts;
        }
        return whole instanceof CaseExpression choice ? choice(choice) : list(whole);
    }

    private static @Nullable List<Expression> list(Expression whole) {
        if (whole instanceof ArrayConstructor array) {
            return List.copyOf(array.getExpressions());
        }
        if (whole instanceof ArrayExpression element) {
            return some(
                    element.getObjExpression(),
                    element.getIndexExpression(),
                    element.getStartIndexExpression(),
                    element.getStopIndexExpression());
        }
        if (whole instanceof JsonExpression json) {
            List<Expression> parts = new ArrayList<>();
            json.getIdentList().forEach(ident -> parts.add(ident.getKey()));
            parts.add(json.getExpression());
            return parts;
        }
        return null;
    }

    private static List<Expression> choice(CaseExpression choice) {
        List<Expression> parts = new ArrayList<>(some(choice.getSwitchExpression(), choice.getElseExpression()));
        for (WhenClause when : choice.getWhenClauses()) {
            parts.addAll(some(when.getWhenExpression(), when.getThenExpression()));
        }
        return parts;
    }

    private static List<Expression> some(@Nullable Expression... parts) {
        return Arrays.stream(parts).filter(Objects::nonNull).toList();
    }

    /** What is called, in lower case; empty for a call with a syntax of its own, such as {@code JSON_TABLE}. */
    static String name(Function call) {
        return call.getMultipartName() == null || call.getName() == null ? "" : Tokens.lower(call.getName());
    }

    /** The same without a schema, and without quotes: what the rows that it makes are called. */
    static String ownName(Function call) {
        String name = name(call);
        return Scope.identifier(name.substring(name.lastIndexOf('.') + 1));
    }

    /** What a pair of parentheses is around. */
    static Expression inner(Expression whole) {
        Expression inner = whole;
        while (inner instanceof ExpressionList<?> list && list.size() == 1 && !(inner instanceof RowConstructor<?>)) {
            inner = list.get(0);
        }
        return inner;
    }
}

package dev.sluice.analysis.parse;

import dev.sluice.analysis.parse.Scope.Source;
import dev.sluice.analysis.statement.KeyValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** What a condition compares the columns of the row with, as far as that bounds the rows. */
final class Comparisons {

    private final Scope scope;
    private final ComparedValues values;

    Comparisons(Scope scope) {
        this.scope = scope;
        this.values = new ComparedValues(scope);
    }

    /** What bounds the rows that pass a condition. */
    List<List<KeyValues>> of(@Nullable Expression condition) {
        Expression inner = condition == null ? null : Parts.inner(condition);
        if (inner instanceof OrExpression) {
            List<List<List<KeyValues>>> alternatives = new ArrayList<>();
            for (Expression alternative : operands(inner, OrExpression.class)) {
                alternatives.add(of(alternative));
            }
            return Branches.any(alternatives);
        }
        if (inner instanceof AndExpression) {
            return conjunction(operands(inner, AndExpression.class));
        }
        return inner == null ? Branches.ALL : conjunction(List.of(inner));
    }

    private List<List<KeyValues>> conjunction(List<Expression> parts) {
        List<List<KeyValues>> branches = Branches.ALL;
        Ranges ranges = new Ranges(scope);
        for (Expression part : parts) {
            Expression inner = Parts.inner(part);
            branches = Branches.both(branches, inner instanceof OrExpression ? of(inner) : comparison(inner));
            ranges.add(inner);
        }
        for (KeyValues range : ranges.found()) {
            branches = Branches.both(branches, Branches.of(range));
        }
        return branches;
    }

    /** All that are joined by that one word, in parentheses too, in their order. */
    private static List<Expression> operands(Expression whole, Class<? extends BinaryExpression> kind) {
        Deque<Expression> operands = new ArrayDeque<>();
        Deque<Expression> left = new ArrayDeque<>(List.of(whole));
        while (!left.isEmpty()) {
            Expression next = Parts.inner(left.pop());
            // In PostgreSQL && is no AND.
            boolean operator = next instanceof AndExpression and && and.isUseOperator();
            if (kind.isInstance(next) && !operator) {
                left.push(((BinaryExpression) next).getLeftExpression());
                left.push(((BinaryExpression) next).getRightExpression());
            } else {
                operands.addFirst(next);
            }
        }
        return List.copyOf(operands);
    }

    private List<List<KeyValues>> comparison(Expression condition) {
        if (condition instanceof BooleanValue constant) {
            return constant.getValue() ? Branches.ALL : Branches.NONE;
        }
        if (condition instanceof EqualsTo equals) {
            return equality(equals.getLeftExpression(), equals.getRightExpression());
        }
        if (condition instanceof IsDistinctExpression same && same.isNot()) {
            return same(same);
        }
        if (condition instanceof InExpression in && !in.isNot()) {
            Set<String> columns = columns(in.getLeftExpression());
            return columns.isEmpty()
                    ? Branches.ALL
                    : bound(columns, values.in(in.getRightExpression()), in.getRightExpression());
        }
        return condition instanceof ExistsExpression exists && !exists.isNot() ? exists(exists) : Branches.ALL;
    }

    private List<List<KeyValues>> equality(Expression left, Expression right) {
        List<List<KeyValues>> found = side(left, right);
        return found.equals(Branches.ALL) ? side(right, left) : found;
    }

    private List<List<KeyValues>> side(Expression compared, Expression with) {
        List<? extends Expression> some = row(compared);
        List<? extends Expression> others = row(with);
        if (some != null && others != null && some.size() == others.size()) {
            List<List<KeyValues>> found = Branches.ALL;
            for (int i = 0; i < some.size(); i++) {
                found = Branches.both(found, side(some.get(i), others.get(i)));
            }
            return found;
        }
        Set<String> columns = columns(compared);
        return columns.isEmpty() ? Branches.ALL : bound(columns, values.equal(with), with);
    }

    /** The values of a row; null where it is none, or a single value in parentheses. */
    private static @Nullable List<? extends Expression> row(Expression expression) {
        Expression inner = Parts.inner(expression);
        if (inner instanceof ExpressionList<?> list) {
            return list;
        }
        boolean row = inner instanceof Function call && Parts.name(call).equals("row") && call.getParameters() != null;
        return row ? ((Function) inner).getParameters() : null;
    }

    /** A null is not distinct from all others, which no key forbids. */
    private List<List<KeyValues>> same(IsDistinctExpression same) {
        Expression value = same.getRightExpression();
        Expression written = value;
        while (Parts.inner(written) instanceof CastExpression cast) {
            written = cast.getLeftExpression();
        }
        List<Expression> parts = Parts.of(Parts.inner(written));
        boolean constant = parts != null
                && parts.isEmpty()
                && !(Parts.inner(written) instanceof NullValue)
                && !Ranges.isParameter(Parts.inner(written));
        return constant ? side(same.getLeftExpression(), value) : Branches.ALL;
    }

    private List<List<KeyValues>> bound(Set<String> columns, long most, Expression with) {
        return most == RowLimit.ENDLESS
                ? Branches.ALL
                : Branches.of(new KeyValues(
                        columns, most, false, References.of(with, scope).presumed()));
    }

    /** Columns of the row, and nothing else; empty where it is something else. */
    private Set<String> columns(Expression expression) {
        Set<String> columns = new HashSet<>();
        List<? extends Expression> row = row(expression);
        for (Expression part : row == null ? List.of(expression) : row) {
            if (!(Parts.inner(part) instanceof Column column) || !scope.isOfRow(column)) {
                return Set.of();
            }
            columns.add(Scope.identifier(column.getColumnName()));
        }
        return columns;
    }

    /** Joins the row with what its query reads. */
    private List<List<KeyValues>> exists(ExistsExpression exists) {
        Expression query = exists.getRightExpression();
        Select select = query instanceof ParenthesedSelect enclosed ? enclosed.getSelect() : null;
        if (!(select instanceof PlainSelect plain)
                || plain.getGroupBy() != null
                || plain.getHaving() != null
                || plain.getSelectItems().stream().anyMatch(item -> !isPlain(item.getExpression()))) {
            return Branches.ALL;
        }
        Scope known = Sources.withCommon(plain.getWithItemsList(), scope);
        Map<String, Source> sources = Sources.of(plain.getFromItem(), plain.getJoins(), known);
        // Nearer names hide those outside.
        boolean hidden =
                sources.containsKey(scope.called()) || sources.keySet().stream().anyMatch(scope.sources()::containsKey);
        return hidden ? Branches.ALL : new Comparisons(known.joined(sources)).of(plain.getWhere());
    }

    /** An aggregate gives a row where there is none. */
    private static boolean isPlain(Expression item) {
        List<Expression> parts = Parts.of(item);
        return item instanceof Column || item instanceof AllColumns || (parts != null && parts.isEmpty());
    }
}

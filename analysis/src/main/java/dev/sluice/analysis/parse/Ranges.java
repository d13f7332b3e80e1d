package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.KeyValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** How many values lie between the two ends to which a conjunction confines a column. */
final class Ranges {

    private static final String PLACE = "ctid";

    /** Pages of 8 KiB, mostly with some dozens of rows each. */
    private static final long MOST_PAGES = 2_000;

    private static final Pattern PLACES = Pattern.compile("\\s*\\(\\s*(\\d{1,10})\\s*,\\s*\\d{1,5}\\s*\\)\\s*");

    private final Scope scope;
    private final Map<String, List<End>> lower = new HashMap<>();
    private final Map<String, List<End>> upper = new HashMap<>();
    private final List<KeyValues> found = new ArrayList<>();

    /**
     * One end.
     *
     * @param base what is added to; empty where the end is a number
     * @param chosen whether whoever runs the statement chooses it
     */
    private record End(String base, long number, boolean chosen) {}

    Ranges(Scope scope) {
        this.scope = scope;
    }

    static boolean isParameter(Expression expression) {
        return expression instanceof JdbcParameter || expression instanceof JdbcNamedParameter;
    }

    /** How many whole numbers there are from one to the other. */
    static long distance(LongValue from, LongValue to) {
        Long first = number(from);
        Long last = number(to);
        return first == null || last == null ? RowLimit.ENDLESS : Math.max(0, last - first + 1);
    }

    /** Takes note of a part of the conjunction. */
    void add(Expression condition) {
        if (condition instanceof Between between) {
            between(between);
        } else if (condition instanceof GreaterThan || condition instanceof GreaterThanEquals) {
            BinaryExpression greater = (BinaryExpression) condition;
            end(greater.getLeftExpression(), greater.getRightExpression(), lower);
            end(greater.getRightExpression(), greater.getLeftExpression(), upper);
        } else if (condition instanceof MinorThan || condition instanceof MinorThanEquals) {
            BinaryExpression less = (BinaryExpression) condition;
            end(less.getLeftExpression(), less.getRightExpression(), upper);
            end(less.getRightExpression(), less.getLeftExpression(), lower);
        }
    }

    private void between(Between between) {
        if (between.isNot()) {
            return;
        }
        if (between.isUsingSymmetric()) {
            symmetric(between);
            return;
        }
        end(between.getLeftExpression(), between.getBetweenExpressionStart(), lower);
        end(between.getLeftExpression(), between.getBetweenExpressionEnd(), upper);
    }

    /** Which of its ends is the lower one may not be known. */
    private void symmetric(Between between) {
        Map<String, List<End>> ends = new HashMap<>();
        end(between.getLeftExpression(), between.getBetweenExpressionStart(), ends);
        end(between.getLeftExpression(), between.getBetweenExpressionEnd(), ends);
        ends.forEach((column, both) -> {
            if (both.size() == 2) {
                boolean turned = both.get(0).number() > both.get(1).number();
                add(between(column, both.get(turned ? 1 : 0), both.get(turned ? 0 : 1)));
            }
        });
    }

    private void add(@Nullable KeyValues values) {
        if (values != null) {
            found.add(values);
        }
    }

    private void end(Expression compared, Expression value, Map<String, List<End>> ends) {
        Expression inner = Parts.inner(compared);
        if (inner instanceof Column column && scope.isOfRow(column)) {
            String name = Scope.identifier(column.getColumnName());
            End end = end(name, value);
            if (end != null) {
                ends.computeIfAbsent(name, any -> new ArrayList<>()).add(end);
            }
        }
    }

    private @Nullable End end(String column, Expression written) {
        References references = References.of(written, scope);
        if (!references.isOne() || references.hasQuery()) {
            return null;
        }
        Expression value = Parts.inner(written);
        if (column.equals(PLACE)) {
            Long page = page(value);
            return page == null ? new End(value.toString(), 0, references.isChosen()) : new End("", page, false);
        }
        Long number = number(value);
        if (number != null) {
            return new End("", number, false);
        }
        boolean chosen = references.isChosen();
        if (value instanceof Addition sum) {
            Long more = number(sum.getRightExpression());
            return more == null ? new End(value.toString(), 0, chosen) : moved(sum.getLeftExpression(), more, chosen);
        }
        if (value instanceof Subtraction difference) {
            Long less = number(difference.getRightExpression());
            return less == null
                    ? new End(value.toString(), 0, chosen)
                    : moved(difference.getLeftExpression(), -less, chosen);
        }
        return new End(value.toString(), 0, chosen);
    }

    private static End moved(Expression written, long by, boolean chosen) {
        Long number = number(written);
        return number == null ? new End(Parts.inner(written).toString(), by, chosen) : new End("", number + by, false);
    }

    private static @Nullable Long number(Expression written) {
        Expression value = Parts.inner(written);
        if (value instanceof SignedExpression signed) {
            Long number = number(signed.getExpression());
            return number == null ? null : signed.getSign() == '-' ? Long.valueOf(-number) : number;
        }
        if (value instanceof CastExpression cast) {
            return cast.isInteger() ? number(cast.getLeftExpression()) : null;
        }
        if (value instanceof LongValue number) {
            String digits = number.getStringValue().replace("_", "");
            return digits.matches("\\d{1,17}") ? Long.valueOf(digits) : null;
        }
        return null;
    }

    private static @Nullable Long page(Expression value) {
        if (value instanceof CastExpression cast) {
            return page(cast.getLeftExpression());
        }
        Matcher place = value instanceof StringValue text ? PLACES.matcher(text.getValue()) : null;
        return place != null && place.matches() ? Long.valueOf(place.group(1)) : null;
    }

    /** What bounds the columns that have two ends. */
    List<KeyValues> found() {
        // No row stands before the first page.
        lower.computeIfAbsent(PLACE, any -> new ArrayList<>()).add(new End("", 0, false));
        lower.forEach((column, from) -> {
            for (End first : from) {
                for (End last : upper.getOrDefault(column, List.of())) {
                    add(between(column, first, last));
                }
            }
        });
        return found;
    }

    private static @Nullable KeyValues between(String column, End first, End last) {
        if (first.base().equals(last.base())) {
            long distance = Math.max(0, last.number() - first.number() + 1);
            boolean place = column.equals(PLACE);
            return place ? place(distance) : new KeyValues(Set.of(column), distance, true, Set.of());
        }
        return first.chosen() && last.chosen() ? new KeyValues(Set.of(column), RowLimit.CHOSEN, false, Set.of()) : null;
    }

    private static @Nullable KeyValues place(long pages) {
        return pages > MOST_PAGES + 1 ? null : new KeyValues(Set.of(PLACE), 1, false, Set.of());
    }
}

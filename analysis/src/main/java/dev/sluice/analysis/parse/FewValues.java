package dev.sluice.analysis.parse;

import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;

/**
 * How many values a column is compared with in a WHERE. Lists of constants multiply, as for a key of two columns; more
 * than so many are no few rows any more, whatever the key.
 */
final class FewValues {

    private static final int MOST = 100;

    private static final Pattern ANY = Pattern.compile("(?is)\\s*(?:any|some|all)\\b.*");

    /** Of which the number of elements can be seen. */
    private static final Pattern ANY_OF_CONSTANTS = Pattern.compile(
            "(?is)\\s*(?:any|some)\\s*\\(\\s*(?:array\\s*\\[[^\\[\\]()]*]|'[^']*')\\s*(?:::\\s*\\w+\\s*(?:\\[\\s*])?)?\\s*\\)");

    private long combinations = 1;

    /** Whether what stands behind {@code =} is one value, or one of a few constants. */
    boolean isEqualToFew(Expression right) {
        String text = right.toString();
        if (!ANY.matcher(text).matches()) {
            return true;
        }
        return ANY_OF_CONSTANTS.matcher(text).matches()
                && isFew(text.chars().filter(c -> c == ',').count() + 1);
    }

    /** Whether what stands behind {@code IN} is a list of a few constants. */
    boolean isListOfFew(Expression right) {
        return right instanceof ExpressionList<?> list
                && list.stream().allMatch(FewValues::isConstant)
                && isFew(list.size());
    }

    private boolean isFew(long values) {
        if (combinations * values > MOST) {
            return false;
        }
        combinations *= values;
        return true;
    }

    private static boolean isConstant(Expression expression) {
        if (expression instanceof CastExpression cast) {
            return isConstant(cast.getLeftExpression());
        }
        if (expression instanceof SignedExpression signed) {
            return isConstant(signed.getExpression());
        }
        return expression instanceof LongValue
                || expression instanceof DoubleValue
                || expression instanceof StringValue
                || expression instanceof BooleanValue
                || expression instanceof NullValue
                || expression instanceof DateTimeLiteralExpression
                || expression instanceof JdbcParameter;
    }
}

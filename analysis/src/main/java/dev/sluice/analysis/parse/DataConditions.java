package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import java.util.HashSet;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.AbstractJSqlParser.Dialect;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/** Reads a data change with JSqlParser, as far as its WHERE is concerned. Runs in the caller's thread. */
final class DataConditions {

    private final Set<String> equal = new HashSet<>();
    private final FewValues values = new FewValues();
    private final boolean read;

    /** What stands before the columns of the table that is changed; null where it need not. */
    private final @Nullable String table;

    private final boolean alone;

    DataConditions(SourceText source, Span span) {
        Statement statement = parse(Variables.masked(span.in(source.readable())));
        read = statement != null;
        Table changed = statement == null ? null : changed(statement);
        table = changed == null ? null : name(changed);
        alone = statement == null || isAlone(statement);
        Expression where = statement == null ? null : where(statement);
        if (where != null) {
            conjunction(where);
        }
    }

    /** Whether the grammar reads the statement. */
    boolean isRead() {
        return read;
    }

    /** The columns of the table that are compared with one value, or a few constants. */
    Set<String> equal() {
        return equal;
    }

    private static @Nullable Statement parse(String sql) {
        try {
            CCJSqlParser parser = CCJSqlParserUtil.newParser(sql)
                    .withDialect(Dialect.POSTGRESQL)
                    .withAllowComplexParsing(false);
            Statement statement = parser.Statement();
            // The parser stops behind the first statement that it sees, whatever follows.
            return parser.getNextToken().kind == CCJSqlParserConstants.EOF ? statement : null;
        } catch (ParseException | StackOverflowError e) {
            return null;
        } catch (RuntimeException e) {
            // Beside what it documents, the parser throws whatever its tree's setters do on names and clauses that
            // PostgreSQL has and it has not.
            return null;
        }
    }

    private static @Nullable Expression where(Statement statement) {
        if (statement instanceof Update update) {
            return update.getWhere();
        }
        if (statement instanceof Delete delete) {
            return delete.getWhere();
        }
        Select select = statement instanceof Insert insert ? insert.getSelect() : null;
        return select instanceof PlainSelect plain ? plain.getWhere() : null;
    }

    private void conjunction(Expression condition) {
        Expression left = condition;
        while (left instanceof AndExpression and) {
            comparison(and.getRightExpression());
            left = and.getLeftExpression();
        }
        comparison(left);
    }

    private void comparison(Expression condition) {
        Expression inner = condition;
        while (inner instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            inner = list.get(0);
        }
        if (inner instanceof AndExpression) {
            conjunction(inner);
        } else if (inner instanceof EqualsTo equals
                && equals.getLeftExpression() instanceof Column column
                && !(equals.getRightExpression() instanceof Column)
                // The rows of a query are any number of values.
                && !(equals.getRightExpression() instanceof Select)
                && isOfTable(column)
                && values.isEqualToFew(equals.getRightExpression())) {
            equal.add(identifier(column.getColumnName()));
        } else if (inner instanceof InExpression in
                && !in.isNot()
                && in.getLeftExpression() instanceof Column column
                && isOfTable(column)
                && values.isListOfFew(in.getRightExpression())) {
            equal.add(identifier(column.getColumnName()));
        }
    }

    /** A key of another table, which a FROM or USING names, bounds nothing. */
    private boolean isOfTable(Column column) {
        Table of = column.getTable();
        boolean named = of != null && of.getName() != null;
        return named ? table == null || identifier(of.getName()).equals(table) : alone;
    }

    private static @Nullable Table changed(Statement statement) {
        if (statement instanceof Update update) {
            return update.getTable();
        }
        return statement instanceof Delete delete ? delete.getTable() : null;
    }

    private static String name(Table table) {
        return identifier(
                table.getAlias() == null ? table.getName() : table.getAlias().getName());
    }

    private static boolean isAlone(Statement statement) {
        if (statement instanceof Update update) {
            return update.getFromItem() == null;
        }
        return !(statement instanceof Delete delete)
                || (delete.getUsingFromItemList() == null
                        || delete.getUsingFromItemList().isEmpty());
    }

    private static String identifier(String written) {
        return written.startsWith("\"") && written.endsWith("\"") && written.length() > 1
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : Tokens.lower(written);
    }
}

package dev.sluice.analysis.parse;

import net.sf.jsqlparser.parser.AbstractJSqlParser.Dialect;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;

/** Runs JSqlParser over one statement, in the caller's thread. */
final class SqlTree {

    private SqlTree() {}

    /** The tree; null when the grammar does not read all of the statement. */
    static @Nullable Statement of(String sql) {
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
}

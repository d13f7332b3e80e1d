package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Query;
import java.util.Locale;
import java.util.regex.Pattern;

/** A query that runs while an earlier statement of the transaction keeps others out. */
public final class QueryUnderLock implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(QueryUnderLock.class)
            .title("Query under the lock of a schema change")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .why(
                    "A transaction keeps its locks until it ends, so the short lock of a schema change lasts as long as the"
                            + " query, be it on another table.")
            .instead("Run the query before the schema change, or behind its COMMIT.")
            .build();

    private static final Pattern READS = Pattern.compile("\\bfrom\\b");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Query query) || !step.transaction().isBlock()) {
            return;
        }
        String sql = step.sql(query.span()).toLowerCase(Locale.ROOT);
        if (!READS.matcher(sql).find() && !sql.startsWith("call")) {
            return;
        }
        for (TableLock held : step.transaction().held()) {
            if (held.mode().blocksWrites() && !step.isNew(held.table())) {
                String message = "Queries while this transaction holds its "
                        + held.mode().sql() + " lock on "
                        + held.table() + ", which blocks "
                        + (held.mode().blocksReads() ? "reads and writes" : "writes") + " until it ends.";
                findings.add(Found.at(query.span(), message)
                        .about(held.table())
                        .example("COMMIT;\n" + step.sql(query.span()) + ";"));
                return;
            }
        }
    }
}

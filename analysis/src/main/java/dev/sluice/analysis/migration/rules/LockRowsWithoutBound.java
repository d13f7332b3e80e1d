package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query that locks rows of a table in use, however many there are. */
public final class LockRowsWithoutBound implements MigrationRule {

    private static final List<String> MODES = List.of("update", "no key update", "share", "key share");

    private static final RuleInfo INFO = RuleInfo.of(LockRowsWithoutBound.class)
            .title("Rows locked without a bound")
            .harm(Category.BULK_CHANGE, Severity.MEDIUM)
            .why(
                    "Who wants to change one of these rows, or to refer to it, waits until the transaction ends. The lock is"
                            + " written into each row, so that all its pages are written anew.")
            .instead("Lock some thousand rows at a time by their key, with LIMIT, and commit after each batch.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Query query)) {
            return;
        }
        String mode = mode(Words.of(step.sql(query.span())));
        List<Name> tables = mode == null ? List.of() : tables(step, query);
        if (mode == null || tables.isEmpty() || isBounded(step, query)) {
            return;
        }
        boolean some = Words.of(step.sql(query.span())).find("where") != null;
        String message = "Locks " + (some ? "each row that matches" : "every row") + " in "
                + tables.stream().map(Name::sql).collect(Collectors.joining(", ")) + " for "
                + mode.toUpperCase(Locale.ROOT)
                + (step.transaction().isBlock() ? ", until the transaction ends" : "")
                + (some ? ": nothing bounds them by a key." : ".");
        boolean light = some || mode.equals("key share") || !step.transaction().isBlock();
        findings.add(Found.at(query.span(), message)
                .severity(light ? Severity.LOW : Severity.MEDIUM)
                .about(tables.get(0)));
    }

    /** What it locks rows for; null where it locks none. */
    private static @Nullable String mode(Words words) {
        return MODES.stream()
                .filter(mode -> words.find(("for " + mode).split(" ")) != null)
                .findFirst()
                .orElse(null);
    }

    /** Those that are in use and may be large. */
    private static List<Name> tables(Step step, Query query) {
        return query.reads().stream()
                .filter(table -> step.before().view(table) == null && !step.isNew(table) && !step.isSmall(table))
                .sorted(Comparator.comparing(Name::sql))
                .toList();
    }

    private static boolean isBounded(Step step, Query query) {
        Words words = Words.of(step.sql(query.span()));
        if (words.find("limit") != null
                || words.find("fetch", "first") != null
                || words.find("fetch", "next") != null) {
            return true;
        }
        Query.Lookup lookup = query.lookup();
        if (lookup == null || query.reads().size() != 1) {
            return false;
        }
        Table table = KeyLookup.table(step, query.reads().iterator().next());
        return KeyLookup.isOneRow(table, lookup.equal());
    }
}

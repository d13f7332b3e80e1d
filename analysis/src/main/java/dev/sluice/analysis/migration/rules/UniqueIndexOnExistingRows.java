package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import java.util.stream.Collectors;

/** A unique index on rows that may not be unique. */
public final class UniqueIndexOnExistingRows implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(UniqueIndexOnExistingRows.class)
            .title("Unique index that duplicates would stop")
            .harm(Category.FAILS, Severity.LOW)
            .why("If two rows agree the build fails at its end, and with CONCURRENTLY it leaves an invalid index"
                    + " behind.")
            .instead("Look for duplicates before the release, and keep new ones out while the index is built.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateIndex create)
                || !create.unique()
                || create.keys().isEmpty()) {
            return;
        }
        String keys = create.keys().stream()
                .map(key -> key.column() ? Name.quoted(key.text()) : key.text())
                .collect(Collectors.joining(", "));
        String where = create.where() == null ? "" : " WHERE " + create.where().text();
        findings.add(Found.at(
                        create.clause(),
                        "The unique index on " + create.table() + " fails if two rows agree in " + keys + ".")
                .about(create.table())
                .example("SELECT " + keys + ", count(*) FROM " + create.table() + where + " GROUP BY " + keys
                        + " HAVING count(*) > 1;"));
    }
}

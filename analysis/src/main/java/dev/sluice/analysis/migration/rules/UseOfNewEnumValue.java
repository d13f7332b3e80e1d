package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of an enumeration that is used in the transaction that adds it. */
public final class UseOfNewEnumValue implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(UseOfNewEnumValue.class)
            .title("Enumeration value used in the transaction that adds it")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "PostgreSQL refuses each use of a new value until the transaction that has added it is committed, so the"
                            + " migration fails. Only where the same transaction has made the type, versions from 17 on allow it.")
            .instead("Add the value in a migration before, which is committed by itself.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.transaction().newValues().isEmpty() || !step.version().isAtLeast(12)) {
            return;
        }
        Set<Name> tables = tables(step.statement());
        if (tables == null) {
            return;
        }
        Words words = Words.of(step.sql(step.statement().span()));
        for (AlterObject alter : step.transaction().newValues()) {
            if (alter.change() instanceof AlterObject.AddValue add
                    && words.strings().contains(add.value())
                    && (words.hasName(alter.name().name()) || mayHold(step, tables, alter.name()))) {
                found(step, alter, add, findings);
                return;
            }
        }
    }

    private static void found(Step step, AlterObject alter, AlterObject.AddValue add, Findings findings) {
        Origin made = step.before().origin(alter.kind(), alter.name());
        boolean here = made != null && made.transaction() == step.transaction().number();
        boolean certain = made != null && made.certain();
        if (here && certain && step.version().isAtLeast(17)) {
            return;
        }
        String message = "Uses " + add.value() + " of " + alter.name()
                + " in the transaction that adds it, which PostgreSQL refuses.";
        findings.add(Found.at(step.statement().span(), message)
                .severity(here && !certain ? Severity.MEDIUM : Severity.HIGH)
                .example(Apart.behind(step, step.sql(step.statement().span()) + ";")));
    }

    /** The tables whose columns its constants may be meant for; null for what uses no value. */
    private static @Nullable Set<Name> tables(Statement statement) {
        if (statement instanceof DataChange change) {
            return Set.of(change.table());
        }
        if (statement instanceof AlterTable alter) {
            return Set.of(alter.table());
        }
        if (statement instanceof CreateIndex create) {
            return Set.of(create.table());
        }
        if (statement instanceof CreateTable) {
            return Set.of();
        }
        if (statement instanceof Query query) {
            return query.reads();
        }
        boolean view = statement instanceof CreateObject create
                && (create.kind() == ObjectKind.VIEW || create.kind() == ObjectKind.MATERIALIZED_VIEW);
        return view ? ((CreateObject) statement).uses() : null;
    }

    private static boolean mayHold(Step step, Set<Name> tables, Name type) {
        return tables.stream().map(step::table).anyMatch(table -> mayHold(step, table, type));
    }

    private static boolean mayHold(Step step, Table table, Name type) {
        return !table.complete()
                || table.columns().stream()
                        .anyMatch(column -> column.type() == null
                                || step.before()
                                        .resolve(column.type().asName())
                                        .equals(step.before().resolve(type)));
    }
}

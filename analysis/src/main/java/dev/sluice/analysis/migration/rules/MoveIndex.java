package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** An index that is copied to another tablespace. */
public final class MoveIndex implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(MoveIndex.class)
            .title("Index that is moved to another tablespace")
            .harm(Category.BLOCKS, Severity.HIGH)
            .why(
                    "The index is locked in the strongest mode until all of it has been copied. The table itself is not, but"
                            + " no query on it can be planned meanwhile, and no row be written.")
            .instead(
                    "Build it anew there with CONCURRENTLY, outside of a transaction; from PostgreSQL 14 on REINDEX takes a"
                            + " tablespace.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterObject alter) || alter.kind() != ObjectKind.INDEX) {
            return;
        }
        if (alter.change() instanceof AlterObject.MoveAll all) {
            boolean stays = all.tablespace().equals(alter.name().name());
            Found found = Found.at(
                    alter.span(),
                    "Copies every index in tablespace " + alter.name() + " to " + Name.quoted(all.tablespace())
                            + ", while reads and writes of their tables wait.");
            if (!stays) {
                findings.add(found);
            }
        } else if (alter.change() instanceof AlterObject.SetTablespace move) {
            String to = Name.quoted(move.tablespace());
            Table table = step.before().tableOfIndex(alter.name());
            String whose = table == null ? "its table" : table.name().sql();
            Found found = Found.at(
                            alter.span(),
                            "Copies all of index " + alter.name() + " to tablespace " + to
                                    + MoveTable.unlessThere(move.tablespace()) + ", while reads and writes of "
                                    + whose + " wait.")
                    .severity(move.tablespace().equals(MoveTable.USUAL) ? Severity.MEDIUM : Severity.HIGH)
                    .example(
                            step.version().isAtLeast(14)
                                    ? "REINDEX (TABLESPACE " + to + ") INDEX CONCURRENTLY " + alter.name() + ";"
                                    : "CREATE INDEX CONCURRENTLY /* name and columns */ TABLESPACE " + to + ";");
            findings.add(table == null ? found : found.about(table.name()));
        }
    }
}

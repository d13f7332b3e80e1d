package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.TableAction;

/** A change of where or how a table is stored, which writes it anew. */
public final class MoveTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(MoveTable.class)
            .title("Storage of a table that is changed")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("Reads and writes wait until the whole table has been written to its new place, and all of it"
                    + " goes to the replicas.")
            .instead("Make a new table that is stored so, copy the rows over in batches and swap the names, or use a"
                    + " window without traffic.")
            .build();

    /** Where a database has its tables that are not told otherwise. */
    static final String USUAL = "pg_default";

    /** Behind what names the tablespace to move to. */
    static String unlessThere(String tablespace) {
        return tablespace.equals(USUAL) ? ", unless it is there already" : "";
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction> action : step.actions(TableAction.class)) {
            String change = change(action.action());
            // That holds for parts to come, or is refused (18: SET LOGGED).
            boolean same = action.action() instanceof TableAction.SetLogged set
                    && step.table(action.table()).isLogged(set.logged());
            if (!change.isEmpty() && !same && !step.table(action.table()).partitioned()) {
                String message = "Writes all of " + action.table() + " anew " + change
                        + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
                Found found = Found.at(action.span(), message).about(action.table());
                // Nearly all tables are stored so already, and then nothing happens.
                boolean usual = (action.action() instanceof TableAction.SetAccessMethod set
                                && set.method().equals("heap"))
                        || (action.action() instanceof TableAction.SetTablespace move
                                && move.tablespace().equals(USUAL));
                findings.add(usual ? found.severity(Severity.MEDIUM) : found);
            }
        }
        if (step.statement() instanceof AlterObject alter && alter.kind() != ObjectKind.INDEX) {
            object(alter, findings);
        }
    }

    private static void object(AlterObject alter, Findings findings) {
        String what;
        String change;
        boolean usual = false;
        if (alter.change() instanceof AlterObject.MoveAll all) {
            if (all.tablespace().equals(alter.name().name())) {
                return;
            }
            boolean views = alter.kind() == ObjectKind.MATERIALIZED_VIEW;
            what = "each table" + (views ? " of a materialized view" : "") + " in tablespace " + alter.name();
            change = "in tablespace " + Name.quoted(all.tablespace());
        } else if (alter.change() instanceof AlterObject.SetTablespace set) {
            what = "all of " + alter.name();
            usual = set.tablespace().equals(USUAL);
            change = "in tablespace " + Name.quoted(set.tablespace()) + (usual ? unlessThere(USUAL) + "," : "");
        } else if (alter.change() instanceof AlterObject.SetAccessMethod set) {
            what = "all of " + alter.name();
            usual = set.method().equals("heap");
            change = "with access method " + Name.quoted(set.method()) + ", unless it has that already,";
        } else {
            return;
        }
        String message = "Writes " + what + " anew " + change
                + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
        Found found = Found.at(alter.span(), message).severity(usual ? Severity.MEDIUM : Severity.HIGH);
        findings.add(alter.change() instanceof AlterObject.MoveAll ? found : found.about(alter.name()));
    }

    private static String change(TableAction action) {
        if (action instanceof TableAction.SetLogged set) {
            return set.logged() ? "as a logged table" : "as an unlogged table, whose rows a crash removes,";
        }
        if (action instanceof TableAction.SetTablespace set) {
            return "in tablespace " + Name.quoted(set.tablespace())
                    + (set.tablespace().equals(USUAL) ? unlessThere(USUAL) + "," : "");
        }
        return action instanceof TableAction.SetAccessMethod set
                ? "with access method " + Name.quoted(set.method()) + ", unless it has that already,"
                : "";
    }
}

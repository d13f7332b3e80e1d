package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Locale;
import java.util.Set;

/** A schema, type, view, role or value of an enumeration under a name that the running application does not know. */
public final class RenameObject implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RenameObject.class)
            .title("Schema, type, view, role or enum value that is renamed")
            .harm(Category.COMPATIBILITY, Severity.HIGH)
            .why("Every instance of the application that still runs uses the old name and fails at once.")
            .instead("Make a second one under the new name, let the application change over, and drop the old one in a"
                    + " later migration.")
            .build();

    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.SCHEMA,
            ObjectKind.TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.ROUTINE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.EXTENSION,
            ObjectKind.DATABASE,
            ObjectKind.ROLE);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterObject alter) || !KINDS.contains(alter.kind())) {
            return;
        }
        boolean moves = alter.change() instanceof AlterObject.Rename || alter.change() instanceof AlterObject.SetSchema;
        if (moves && step.transaction().hasGiven(alter, step.before())) {
            return;
        }
        if (isNew(step, alter)) {
            return;
        }
        String what = alter.kind().words() + " " + alter.name();
        if (alter.change() instanceof AlterObject.Rename rename) {
            move(step, alter, "Renames " + what + " to " + rename.newName(), findings);
        } else if (alter.change() instanceof AlterObject.SetSchema move) {
            move(step, alter, "Moves " + what + " to schema " + move.schema(), findings);
        } else if (alter.change() instanceof AlterObject.RenameValue value) {
            String message = "Renames value '" + value.value() + "' of " + what + " to '" + value.newValue()
                    + "', so statements with the old value fail.";
            add(step, message, findings);
        } else if (alter.change() instanceof AlterObject.RenameColumn column) {
            String message = "Renames " + column.column() + " of " + what + " to " + column.newName()
                    + (isCascade(step) ? ", with an ACCESS EXCLUSIVE lock on each table of the type" : "")
                    + ", so statements with the old name fail.";
            add(step, message, findings);
        }
    }

    private static boolean isNew(Step step, AlterObject alter) {
        if (alter.kind() == ObjectKind.MATERIALIZED_VIEW) {
            return step.isNew(alter.name());
        }
        View view = alter.kind() == ObjectKind.VIEW ? step.before().view(alter.name()) : null;
        Origin made = view == null ? step.before().origin(alter.kind(), alter.name()) : view.origin();
        return made != null && made.certain() && made.isWith(step.origin()) && (view == null || !isTaken(view, step));
    }

    /** Whether it has had the name of one in use since an earlier transaction. */
    private static boolean isTaken(View view, Step step) {
        return view.taken() != 0 && view.taken() != step.origin().transaction();
    }

    /** Of a type nobody notices when another one takes its place: values come and go by its name. */
    private static void move(Step step, AlterObject alter, String message, Findings findings) {
        Name before = step.before().resolve(alter.name());
        Successor other = new Successor(step.transaction(), end -> isThere(end, alter, before));
        findings.add(Found.at(alter.span(), message + ", so statements with the old name fail.")
                .unless(last -> other.isThere()));
        if (alter.kind() != ObjectKind.TYPE && alter.kind() != ObjectKind.DOMAIN) {
            findings.add(Successor.found(alter.span(), message).unless(last -> !other.isThere()));
        }
    }

    private static boolean isThere(Schema schema, AlterObject alter, Name name) {
        boolean view = alter.kind() == ObjectKind.VIEW || alter.kind() == ObjectKind.MATERIALIZED_VIEW;
        return view
                ? schema.view(name) != null
                : schema.origin(alter.kind(), alter.kind().isInSchema() ? name : alter.name()) != null;
    }

    private static boolean isCascade(Step step) {
        return step.sql(step.statement().span()).toLowerCase(Locale.ROOT).endsWith("cascade");
    }

    private static void add(Step step, String message, Findings findings) {
        findings.add(Found.at(step.statement().span(), message));
    }
}

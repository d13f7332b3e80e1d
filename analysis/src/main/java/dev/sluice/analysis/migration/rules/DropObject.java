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
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Set;

/** A view, function, sequence or extension that is dropped by name, and is not there when the last migration has run. */
public final class DropObject implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropObject.class)
            .title("View, function, sequence or extension that is dropped")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .why("An application that still uses it fails at once.")
            .instead("Release an application that no longer uses it first, and drop it in a later migration.")
            .build();

    private static final Set<ObjectKind> KINDS =
            Set.of(ObjectKind.VIEW, ObjectKind.ROUTINE, ObjectKind.SEQUENCE, ObjectKind.EXTENSION);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || !KINDS.contains(drop.kind())) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            if (!isOwn(step, drop.kind(), target.name())) {
                Name name = step.before().resolve(target.name());
                // The database uses most functions and sequences itself, and refuses where it does.
                findings.add(Found.at(
                                target.span(),
                                "Drops " + drop.kind().words() + " " + target.name()
                                        + ", so statements that use it fail.")
                        .severity(drop.kind() == ObjectKind.VIEW ? Severity.MEDIUM : Severity.LOW)
                        .unless(last -> isThere(last, drop.kind(), name)));
            }
        }
    }

    /** Whether the file itself has made it, or the session. */
    private static boolean isOwn(Step step, ObjectKind kind, Name name) {
        View view = step.before().view(name);
        Origin made = view == null ? step.before().origin(kind, name) : view.origin();
        return name.schema().equals("pg_temp") || (made != null && made.certain() && made.isWith(step.origin()));
    }

    private static boolean isThere(Schema last, ObjectKind kind, Name name) {
        return kind == ObjectKind.VIEW ? last.view(name) != null : last.origin(kind, name) != null;
    }
}

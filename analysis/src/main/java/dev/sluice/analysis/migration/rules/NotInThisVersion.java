package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.analysis.statement.WithChanges;

/** What the version for which the migrations are judged does not have yet. */
public final class NotInThisVersion implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(NotInThisVersion.class)
            .title("Syntax or function of a later version")
            .harm(Category.FAILS, Severity.HIGH)
            .why("The server of that version does not know what the statement says, and refuses it.")
            .instead(
                    "Write it as that version has it, or name the version that the servers have by --postgres-version.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        // Nothing is known that came later.
        if (step.version().isAtLeast(18)) {
            return;
        }
        Statement statement = step.statement();
        if (statement instanceof AlterTable alter) {
            alter.actions().forEach(action -> action(step, alter, action, findings));
        } else if (statement instanceof CreateTable create) {
            create.columns().forEach(column -> column(step, column, findings));
            create.constraints().forEach(constraint -> constraint(step, create.name(), constraint, findings));
        } else if (statement instanceof AlterObject alter
                && alter.change() instanceof AlterObject.AddConstraint add
                && add.constraint() instanceof Constraint.NotNull) {
            later(step, 17, alter.span(), "NOT NULL as a constraint that is added to a domain", findings);
        } else if (statement instanceof DataChange || statement instanceof WithChanges) {
            change(step, statement, findings);
        } else if (statement instanceof SessionCommand.SetParameter set
                && set.parameter().equals("transaction_timeout")) {
            later(step, 17, set.span(), "The parameter transaction_timeout", findings);
        } else if (statement instanceof Maintenance.Reindex reindex
                && reindex.target().equals("index")
                && ReindexWithoutConcurrently.isPartitioned(step, reindex)) {
            later(step, 14, reindex.span(), "REINDEX of a partitioned table's index", findings);
        }
        words(step, findings);
    }

    private static void words(Step step, Findings findings) {
        Words words = Words.of(step.sql(step.statement().span()));
        for (VersionFacts.Fact fact : VersionFacts.ALL) {
            Span found = words.find(fact.words().toArray(String[]::new));
            boolean begins = fact.begins().stream().anyMatch(begin -> words.begins(begin.toArray(String[]::new)));
            if (found != null && begins) {
                later(step, fact.since(), inFile(step, found), fact.name(), findings);
            }
        }
        Span call = words.find("uuidv7", "(");
        boolean own = words.find(".", "uuidv7", "(") != null
                || step.before().origin(ObjectKind.ROUTINE, Name.of("uuidv7")) != null
                || words.begins("create", "function")
                || words.begins("create", "or", "replace");
        if (call != null && !own) {
            String message = "uuidv7() comes with PostgreSQL 18, and version " + step.version()
                    + " has it only where somebody has made such a function.";
            findings.add(Found.at(inFile(step, call), message).severity(Severity.MEDIUM));
        }
    }

    private static void action(Step step, AlterTable alter, TableAction action, Findings findings) {
        if (action instanceof TableAction.AddColumn add) {
            column(step, add.column(), findings);
        } else if (action instanceof TableAction.AddConstraint add) {
            constraint(step, alter.table(), add.constraint(), findings);
        } else if (action instanceof TableAction.DetachPartition detach && (detach.concurrently() || detach.finish())) {
            later(step, 14, detach.span(), "DETACH PARTITION with CONCURRENTLY or FINALIZE", findings);
        }
    }

    private static void column(Step step, ColumnDefinition column, Findings findings) {
        if (column.generation() == Generation.VIRTUAL) {
            later(step, 18, column.span(), "A generated column that is not STORED", findings);
        } else if (column.generation() == Generation.STORED) {
            later(step, 12, column.span(), "A generated column", findings);
        }
    }

    private static void constraint(Step step, Name table, Constraint constraint, Findings findings) {
        if (constraint instanceof Constraint.NotNull && !isOfColumn(step, constraint)) {
            later(step, 18, constraint.span(), "NOT NULL as a constraint of the table", findings);
        } else if (constraint instanceof Constraint.ForeignKey key
                && key.notValid()
                && step.table(table).partitioned()) {
            later(step, 18, key.span(), "A foreign key of a partitioned table that is NOT VALID", findings);
        }
    }

    /** Those of a column in PARTITION OF or OF do not name it behind NOT NULL. */
    private static boolean isOfColumn(Step step, Constraint notNull) {
        String sql = step.sql(notNull.span());
        Span words = Words.of(sql).find("not", "null");
        return words != null && words.to() == sql.length();
    }

    private static void change(Step step, Statement change, Findings findings) {
        Words words = Words.of(step.sql(change.span()));
        Span returning = words.find("returning");
        if (change instanceof DataChange.Merge merge) {
            later(step, 15, merge.span(), "MERGE", findings);
            Span source = words.find("by", "source");
            if (source != null) {
                later(step, 17, inFile(step, source), "MERGE with BY SOURCE", findings);
            }
            if (returning != null) {
                later(step, 17, inFile(step, returning), "MERGE with RETURNING", findings);
            }
        }
        Span old = words.find("old", ".");
        Span now = words.find("new", ".");
        Span first = old == null ? now : old;
        boolean alias = words.find("as", "old") != null || words.find("as", "new") != null;
        if (returning != null && first != null && first.from() > returning.to() && !alias) {
            later(step, 18, inFile(step, first), "RETURNING with OLD or NEW", findings);
        }
    }

    private static Span inFile(Step step, Span within) {
        int from = step.statement().span().from();
        return new Span(from + within.from(), from + within.to());
    }

    private static void later(Step step, int since, Span span, String what, Findings findings) {
        if (!step.version().isAtLeast(since)) {
            String message =
                    what + " comes with PostgreSQL " + since + ", and version " + step.version() + " refuses it.";
            findings.add(Found.at(span, message));
        }
    }
}

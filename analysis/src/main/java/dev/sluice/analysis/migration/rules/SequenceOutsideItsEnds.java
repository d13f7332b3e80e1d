package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sequence whose start, or last number, is not between its ends. */
public final class SequenceOutsideItsEnds implements MigrationRule {

    private static final Pattern IDENTITY = Pattern.compile("(?is)\\bAS\\s+IDENTITY\\s*\\((?<options>[^)]*)\\)");
    private static final Pattern SET = Pattern.compile("(?is)\\b(?:SET|RESTART)\\b.*$");

    private static final RuleInfo INFO = RuleInfo.of(SequenceOutsideItsEnds.class)
            .title("Sequence with a number outside of its ends")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses a sequence whose start, or whose last number, is below its MINVALUE or above its"
                    + " MAXVALUE, so the migration fails.")
            .instead("Name the start, and where the sequence goes on, together with the end that is moved.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateObject create && create.kind() == ObjectKind.SEQUENCE) {
            made(
                    "sequence " + create.name(),
                    create.span(),
                    SequenceOptions.of(step.sql(create.span())).ofNew(null),
                    findings);
        }
        if (step.statement() instanceof CreateTable create) {
            create.columns().forEach(column -> identity(step, column, findings));
        }
        if (step.statement() instanceof AlterObject alter
                && alter.kind() == ObjectKind.SEQUENCE
                && alter.change() instanceof AlterObject.Unclassified) {
            changed("sequence " + alter.name(), alter.span(), step.sql(alter.span()), findings);
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            identity(step, add.action().column(), findings);
        }
        for (Step.Action<TableAction.SetColumnOption> option : step.actions(TableAction.SetColumnOption.class)) {
            Matcher set = SET.matcher(step.sql(option.span()));
            if (option.action().isOfSequence() && set.find()) {
                String what = "the sequence of column " + option.action().column() + " of " + option.table();
                changed(what, option.span(), set.group(), findings);
            }
        }
    }

    private static void identity(Step step, ColumnDefinition column, Findings findings) {
        Matcher options = IDENTITY.matcher(step.sql(column.span()));
        if (column.generation() == Generation.IDENTITY && options.find()) {
            SequenceOptions named = SequenceOptions.of(options.group("options"));
            String what = "the sequence of column " + column.name();
            made(
                    what,
                    column.span(),
                    named.ofNew(SequenceOptions.widest(column.type().name())),
                    findings);
        }
    }

    private static void made(String what, Span span, SequenceOptions options, Findings findings) {
        refuse(what, span, options.refused(), findings);
    }

    private static void changed(String what, Span span, String sql, Findings findings) {
        SequenceOptions options = SequenceOptions.of(sql);
        String refused = options.refused();
        String doubtful = refused == null ? options.doubtful() : null;
        refuse(what, span, refused, findings);
        if (doubtful != null) {
            findings.add(Found.at(span, "PostgreSQL refuses this for " + what + " where " + doubtful + ".")
                    .severity(Severity.MEDIUM));
        }
    }

    private static void refuse(String what, Span span, @Nullable String why, Findings findings) {
        if (why != null) {
            findings.add(Found.at(span, "PostgreSQL refuses this for " + what + ", since " + why + "."));
        }
    }
}

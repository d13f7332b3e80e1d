package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Candidates.Candidate;
import dev.sluice.analysis.migration.Candidates.Group;
import dev.sluice.analysis.parse.Secrets;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.source.Positions;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The findings of one file, with what configuration, table sizes, later migrations and comments make of them. */
final class FileFindings {

    private final MigrationSettings settings;
    private final MigrationFile file;
    private final Supplier<List<Suppression>> suppressions;
    private Candidates candidates = new Candidates(MigrationAnalysis.MOST_FINDINGS, this::isSuppressed);
    private @Nullable Positions positions;

    /**
     * None yet.
     *
     * @param suppressions those that have been read so far
     */
    FileFindings(MigrationSettings settings, MigrationFile file, Supplier<List<Suppression>> suppressions) {
        this.settings = settings;
        this.file = file;
        this.suppressions = suppressions;
    }

    /** Whether a rule is switched on and speaks of the server's version. */
    boolean isUsed(RuleInfo rule) {
        RuleSetting setting = settings.rules().get(rule.id());
        return rule.versions().contains(settings.version().major()) && (setting == null || setting.enabled());
    }

    /** Takes what is to say of the file itself. */
    void remark() {
        FileRemark remark = file.remark();
        if (remark == null || file.applied()) {
            return;
        }
        RuleInfo rule = switch (remark.kind()) {
            case LEFT_OUT, PART_LEFT_OUT -> EngineRules.SKIPPED_FILE;
            case NOT_SPLIT -> EngineRules.UNREAD_STATEMENT;
            case REFUSED -> EngineRules.REFUSED_FILE;
        };
        if (isUsed(rule)) {
            Found found = Found.at(new Span(0, 0), remark.message());
            add(rule, remark.kind() == FileRemark.Kind.NOT_SPLIT ? found.severity(Severity.HIGH) : found, null);
        }
    }

    /** Takes what a rule has found; {@code step} is null where it is not about one statement. */
    void add(RuleInfo rule, Found found, @Nullable Step step) {
        if (step != null && found.table() != null && isSpared(rule, found.table(), step)) {
            return;
        }
        SizeJudgement size = SizeJudgement.of(rule, found, step, settings);
        boolean done = rule.category() != Category.DATA_LOSS && step != null && Applied.isApplied(step);
        Finding finding = new Finding(
                rule.id(),
                severity(rule, found, size, done),
                location(found.span()),
                shown(found.message(), step) + doubt(found, step) + (done ? Applied.SENTENCE : size.sentence()),
                found.why() == null ? rule.why() : found.why(),
                found.instead() == null ? rule.instead() : found.instead(),
                shown(found.example(), step),
                done ? null : size.estimate(),
                context(found, step));
        String migration = step == null ? "" : step.origin().migration();
        Group group = found.oncePerFile() ? new Group(rule.id(), migration) : null;
        candidates.add(new Candidate(
                rule.id(), finding.severity(), found.span(), found.unless(), group, finding, found.later()));
    }

    private static String context(Found found, @Nullable Step step) {
        if (step == null) {
            return "";
        }
        Span statement = step.statement().span();
        String run = step.place().equals(statement) ? "" : step.sql(statement);
        String schema =
                found.table() == null ? "" : step.table(found.table()).name().schema();
        boolean hidden = !schema.isEmpty()
                && !schema.equals("public")
                && !step.sql(statement).contains(schema);
        return hidden ? run + " " + schema : run;
    }

    /** Whether nobody waits for a table, or the server does nothing with its rows. */
    private static boolean isSpared(RuleInfo rule, Name table, Step step) {
        return step.isNew(table) || (rule.isOfWork() && step.table(table).foreign());
    }

    /** What a rule says, without the secrets of the statement and those that it quotes from elsewhere. */
    private static String shown(String text, @Nullable Step step) {
        if (text.indexOf('\'') < 0 && text.indexOf('$') < 0) {
            return text;
        }
        String shown = text;
        if (step != null) {
            for (Span secret : Secrets.in(step.text(), step.statement().span())) {
                shown = shown.replace("'" + step.sql(secret) + "'", "'" + Secrets.HIDDEN + "'");
            }
        }
        return Secrets.hiddenIn(shown);
    }

    private Severity severity(RuleInfo rule, Found found, SizeJudgement size, boolean done) {
        RuleSetting setting = settings.rules().get(rule.id());
        if (setting != null && setting.severity() != null) {
            return setting.severity();
        }
        Severity own = found.severity() == null ? rule.severity() : found.severity();
        return size.isSmall() || done ? Severity.LOW : own;
    }

    /** Why it is reported of a table that these migrations seem to make, in a sentence. */
    private static String doubt(Found found, @Nullable Step step) {
        Origin made = step == null || found.table() == null
                ? null
                : step.table(found.table()).origin();
        return made == null || made.certain()
                ? ""
                : " The table may have been in use before: it is created under a condition, such as IF NOT EXISTS.";
    }

    Location location(Span span) {
        Positions known = positions;
        if (known == null) {
            known = new Positions(file.text());
            positions = known;
        }
        return new Location(file.path(), known.at(span.from()), known.at(span.to()));
    }

    /** What is left when the last migration has run. */
    Candidates.Left finish(Schema last, List<RuleInfo> known) {
        Candidates.Left found = candidates.settle(last);
        candidates = new Candidates(MigrationAnalysis.MOST_FINDINGS, none -> false);
        suppressions.get().forEach(suppression -> judge(suppression, known));
        return found.and(candidates.settle(last)).atMost(MigrationAnalysis.MOST_FINDINGS);
    }

    private boolean isSuppressed(Candidate candidate) {
        boolean suppressed = false;
        for (Suppression suppression : suppressions.get()) {
            boolean covers = suppression.covers(candidate.rule(), candidate.span(), candidate.severity());
            suppressed |= covers && (suppression.hasReason() || isReportedInstead(candidate.severity()));
        }
        return suppressed;
    }

    /** Whether a comment without a reason is reported as no less than what it hides. */
    private boolean isReportedInstead(Severity hidden) {
        RuleSetting setting = settings.rules().get(EngineRules.SUPPRESSION_WITHOUT_REASON.id());
        Severity own = setting == null ? null : setting.severity();
        return isUsed(EngineRules.SUPPRESSION_WITHOUT_REASON) && (own == null || own.compareTo(hidden) >= 0);
    }

    private void judge(Suppression suppression, List<RuleInfo> known) {
        if (!suppression.unknown().isEmpty()) {
            if (isUsed(EngineRules.UNUSED_SUPPRESSION)) {
                String message = "The comment switches nothing off: '" + suppression.unknown()
                        + "' is neither 'ignore' nor 'ignore-file'.";
                add(EngineRules.UNUSED_SUPPRESSION, Found.at(suppression.comment(), message), null);
            }
            return;
        }
        if (!suppression.hasReason() && isUsed(EngineRules.SUPPRESSION_WITHOUT_REASON)) {
            Severity own = EngineRules.SUPPRESSION_WITHOUT_REASON.severity();
            boolean worse = suppression.worst().compareTo(own) > 0;
            String message =
                    "The comment switches " + String.join(", ", suppression.rules()) + " off and gives no reason.";
            add(
                    EngineRules.SUPPRESSION_WITHOUT_REASON,
                    Found.at(suppression.comment(), message)
                            .severity(worse ? suppression.worst() : own)
                            .example("-- sluice:ignore " + String.join(", ", suppression.rules())
                                    + ": why it is safe here"),
                    null);
        }
        for (String id : suppression.rules()) {
            RuleInfo rule = known.stream()
                    .filter(info -> info.id().equals(id))
                    .findFirst()
                    .orElse(null);
            // Under another configuration it may switch something off.
            boolean dormant = rule != null && !isUsed(rule);
            if (!suppression.isUsed(id) && !dormant && isUsed(EngineRules.UNUSED_SUPPRESSION)) {
                String message = rule == null
                        ? "There is no rule '" + id + "' that the comment could switch off."
                        : "The comment switches " + id + " off, which finds nothing here.";
                add(EngineRules.UNUSED_SUPPRESSION, Found.at(suppression.comment(), message), null);
            }
        }
    }
}

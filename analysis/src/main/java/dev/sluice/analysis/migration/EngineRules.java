package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import java.util.List;

/** What the analysis itself finds, without a rule's class. */
final class EngineRules {

    static final RuleInfo BROKEN_STATEMENT = new RuleInfo(
            "broken-statement",
            "Statement that cannot be split or read",
            Category.FAILS,
            Severity.HIGH,
            VersionRange.ALL,
            List.of(),
            "PostgreSQL refuses the statement, and the migration stops there. What stands behind it may be swallowed"
                    + " by it.",
            "Close what is open at the place that is named.");

    static final RuleInfo UNREAD_STATEMENT = new RuleInfo(
            "unread-statement",
            "Statement that was not read in full",
            Category.PRACTICE,
            Severity.LOW,
            VersionRange.ALL,
            List.of(),
            "Only the rules that need nothing but its words have seen the statement, so a danger in it may be"
                    + " unreported.",
            "Look at the statement by hand. If PostgreSQL takes it, say so in a comment that ignores this rule.");

    static final RuleInfo TABLE_NOT_IN_CATALOG = new RuleInfo(
            "table-not-in-catalog",
            "Table that the live database does not have",
            Category.FAILS,
            Severity.MEDIUM,
            VersionRange.ALL,
            List.of(),
            "Where neither the database nor an earlier migration has the table, the statement fails; or the database that"
                    + " was asked is not the one that is migrated, and its sizes say nothing.",
            "Correct the name, pass the migration that makes the table too, or name the right database.");

    static final RuleInfo SUPPRESSION_WITHOUT_REASON = new RuleInfo(
            "suppression-without-reason",
            "Finding switched off without a reason",
            Category.PRACTICE,
            Severity.MEDIUM,
            VersionRange.ALL,
            List.of(),
            "Nobody can tell later whether the danger was weighed or only silenced. It weighs as much as the worst finding"
                    + " that it hides.",
            "Write the reason behind a colon.");

    static final RuleInfo UNUSED_SUPPRESSION = new RuleInfo(
            "unused-suppression",
            "Comment that switches nothing off",
            Category.PRACTICE,
            Severity.LOW,
            VersionRange.ALL,
            List.of(),
            "It would hide the next finding of that rule here, for a reason that was given for another one.",
            "Remove the comment, or correct the rule's name or the comment's place.");

    static final RuleInfo SKIPPED_FILE = new RuleInfo(
            "skipped-file",
            "SQL file, or part of one, that is not judged",
            Category.PRACTICE,
            Severity.LOW,
            VersionRange.ALL,
            List.of(),
            "Nothing in it has been looked at. If it is meant as a migration, the tool passes it by as well, or the"
                    + " check was told of another tool.",
            "Correct the file's name, keep it elsewhere, or name the tool with --tool.");

    static final RuleInfo REFUSED_FILE = new RuleInfo(
            "refused-file",
            "File at which the tool stops",
            Category.FAILS,
            Severity.HIGH,
            VersionRange.ALL,
            List.of(),
            "The tool refuses to run any migration while the folder holds the file.",
            "Give each migration a version of its own.");

    static final List<RuleInfo> ALL = List.of(
            BROKEN_STATEMENT,
            UNREAD_STATEMENT,
            TABLE_NOT_IN_CATALOG,
            SUPPRESSION_WITHOUT_REASON,
            UNUSED_SUPPRESSION,
            SKIPPED_FILE,
            REFUSED_FILE);

    private EngineRules() {}
}

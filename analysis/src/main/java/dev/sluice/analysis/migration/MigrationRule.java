package dev.sluice.analysis.migration;

/**
 * One thing that may be wrong with a migration. Stateless: one object serves all files, and all threads. What it needs to
 * know of earlier statements is in the step, what later ones may put right in the findings.
 */
public interface MigrationRule {

    /** What the rule is about; the same object each time. */
    RuleInfo info();

    /** Looks at one statement. Called for each one, in the order in which they run. */
    void check(Step step, Findings findings);

    /** Looks at a file's end, with the transaction as the file leaves it. */
    default void checkEnd(FileEnd end, Findings findings) {}
}

package dev.sluice.analysis.finding;

/** How bad a finding is, from the least to the worst; the risk of a file or a report is that of its worst finding. */
public enum Severity {
    /** Worth knowing: a short lock, or advice. */
    LOW,
    /** Hurts under load or needs a coordinated deployment. */
    MEDIUM,
    /** Blocks, rewrites, fails or loses data on a table in use. */
    HIGH;

    /** One level less; the least stays as it is. */
    public Severity milder() {
        return this == HIGH ? MEDIUM : LOW;
    }
}

package dev.sluice.analysis.report;

/** From which severity on a finding fails a check. */
public enum FailOn {
    /** Any finding. */
    LOW,
    /** Medium and high findings. */
    MEDIUM,
    /** High findings. */
    HIGH,
    /** Nothing. */
    NONE;

    /** Whether an issue fails the check; one that the baseline knows never does. */
    public boolean failsFor(Issue issue) {
        return !issue.known() && failsFor(Risk.of(issue.finding().severity()));
    }

    /** Whether a risk fails the check. */
    public boolean failsFor(Risk risk) {
        return switch (this) {
            case NONE -> false;
            case LOW -> risk != Risk.NONE;
            case MEDIUM -> risk.compareTo(Risk.MEDIUM) >= 0;
            case HIGH -> risk == Risk.HIGH;
        };
    }
}

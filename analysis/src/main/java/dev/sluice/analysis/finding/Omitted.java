package dev.sluice.analysis.finding;

/** How many findings are counted only, by severity. */
public record Omitted(int high, int medium, int low) {

    /** None. */
    public static final Omitted NONE = new Omitted(0, 0, 0);

    /** The same with one more. */
    public Omitted and(Severity severity) {
        return switch (severity) {
            case HIGH -> new Omitted(high + 1, medium, low);
            case MEDIUM -> new Omitted(high, medium + 1, low);
            case LOW -> new Omitted(high, medium, low + 1);
        };
    }

    /** Both together. */
    public Omitted plus(Omitted other) {
        return new Omitted(high + other.high, medium + other.medium, low + other.low);
    }

    /** All of them. */
    public int total() {
        return high + medium + low;
    }
}

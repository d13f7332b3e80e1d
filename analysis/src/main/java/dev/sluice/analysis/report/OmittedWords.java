package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.migration.MigrationAnalysis;
import java.util.Locale;

/** What a report says of findings that it counts only. */
final class OmittedWords {

    /** Why they are. */
    static final String WHY =
            String.format(Locale.ROOT, "of one file a report shows the %,d worst", MigrationAnalysis.MOST_FINDINGS);

    private OmittedWords() {}

    /** A sentence on one file. */
    static String of(Omitted omitted) {
        boolean one = omitted.total() == 1;
        return omitted.total() + " more " + (one ? "finding" : "findings") + " of this file (" + omitted.high()
                + " high, " + omitted.medium() + " medium, " + omitted.low() + " low) " + (one ? "is" : "are")
                + " counted and not shown: " + WHY + ".";
    }
}

package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;

/**
 * A finding in a report.
 *
 * @param fingerprint 16 hexadecimal digits that stay the same when the statement moves; see {@link Fingerprints}
 * @param known whether the baseline has it, so that it is reported but does not count
 */
public record Issue(Finding finding, String fingerprint, boolean known) {

    /** The same issue, known or not. */
    public Issue asKnown(boolean isKnown) {
        return new Issue(finding, fingerprint, isKnown);
    }
}

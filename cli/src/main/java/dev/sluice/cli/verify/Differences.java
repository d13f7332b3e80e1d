package dev.sluice.cli.verify;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.observe.Comparison;
import dev.sluice.analysis.observe.Forecasts;
import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.report.Difference;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Set;

/**
 * Finds the differences of one file.
 *
 * @param file its number among all
 * @param findings those that are reported of it
 */
record Differences(Comparison comparison, Forecasts forecasts, int file, List<Finding> findings) {

    /** Those of one statement; {@code old} are the tables that were there before the file. */
    List<Difference> of(Piece piece, Location location, Set<Name> old, Observation seen) {
        List<Finding> own = findings.stream()
                .filter(finding -> finding.location().from().compareTo(location.from()) >= 0
                        && finding.location().from().compareTo(location.to()) < 0)
                .toList();
        return comparison.differences(piece.sql(), forecasts.of(file, piece.span()), own, old, seen);
    }
}

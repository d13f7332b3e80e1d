/**
 * The report on migrations and its renderings. The JSON is the protocol: what another program reads is read from it with
 * {@link dev.sluice.analysis.report.ReportJson}. Every other format is made from the same record, none from another
 * format, and none is read back.
 */
@NullMarked
package dev.sluice.analysis.report;

import org.jspecify.annotations.NullMarked;

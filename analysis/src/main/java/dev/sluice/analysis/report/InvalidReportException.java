package dev.sluice.analysis.report;

/** A text is not a report that can be read; the message says which field is wrong, what it is and what it should be. */
public final class InvalidReportException extends Exception {

    InvalidReportException(String message) {
        super(message);
    }

    InvalidReportException(String message, Throwable cause) {
        super(message, cause);
    }
}

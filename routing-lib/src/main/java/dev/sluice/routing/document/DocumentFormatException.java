package dev.sluice.routing.document;

/** A document that cannot be understood. The message names the field, the value and what would be right. */
public class DocumentFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the message. */
    public DocumentFormatException(String message) {
        super(message);
    }

    /** With the message and what it comes from. */
    public DocumentFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

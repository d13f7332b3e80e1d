package dev.sluice.routing.document;

/** A constant with a name of its own in a document. */
public interface Labelled {

    /** The constant's name in the document, such as {@code WrongRole}. */
    String label();
}

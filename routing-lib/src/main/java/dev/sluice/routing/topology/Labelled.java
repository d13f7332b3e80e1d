package dev.sluice.routing.topology;

/** A constant with a name of its own in the endpoint document. */
interface Labelled {

    /** The constant's name in the document, such as {@code WrongRole}. */
    String label();
}

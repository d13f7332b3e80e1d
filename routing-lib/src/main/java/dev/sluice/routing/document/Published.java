package dev.sluice.routing.document;

/** A document that is published again and again for one resource. */
public interface Published {

    /** The uid of the resource that it was made for; a resource made anew under the same name has another one. */
    String uid();

    /** Grows with each change within one {@link #uid()}. */
    long revision();
}

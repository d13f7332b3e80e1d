package dev.sluice.routing.rotation;

/**
 * A primary that the library found by itself and that the document does not name yet.
 *
 * @param address its host and port
 * @param timeline its timeline
 */
record Followed(String address, int timeline) {}

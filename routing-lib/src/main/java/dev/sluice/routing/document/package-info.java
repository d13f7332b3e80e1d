/**
 * What the documents have in common that the operator publishes and applications read: how a field is read, how a
 * duration is written, how a mounted file is followed.
 */
@NullMarked
package dev.sluice.routing.document;

import org.jspecify.annotations.NullMarked;

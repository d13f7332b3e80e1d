/**
 * The resources of {@code sluice.dev/v1alpha1}: what a user may write, with its defaults and the rules that the API
 * server checks, and what the operator reports. All values are records. A field that is missing in a stored object
 * gets the schema's default here too, because objects may be older than the default. No component is a primitive: the
 * operator reads a value of a wrong type as null, and one such object must not stop it reading the others.
 */
@NullMarked
package dev.sluice.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

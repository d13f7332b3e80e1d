/** Defaults, bounds and rules of the API, in Java and on a real API server. */
@NullMarked
package dev.sluice.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

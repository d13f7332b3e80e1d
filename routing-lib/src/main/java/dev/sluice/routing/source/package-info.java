/**
 * Where the endpoint document comes from: a mounted file, or the process's environment.
 */
@NullMarked
package dev.sluice.routing.source;

import org.jspecify.annotations.NullMarked;

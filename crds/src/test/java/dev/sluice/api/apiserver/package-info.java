/** The definition on a real API server: what it accepts, refuses, fills in and prints. */
@NullMarked
package dev.sluice.api.apiserver;

import org.jspecify.annotations.NullMarked;

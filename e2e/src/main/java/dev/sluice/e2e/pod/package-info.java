/** What the end-to-end tests run in pods beside the sample application. */
@NullMarked
package dev.sluice.e2e.pod;

import org.jspecify.annotations.NullMarked;

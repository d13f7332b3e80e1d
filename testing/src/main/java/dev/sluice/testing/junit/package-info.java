/**
 * What the fixtures offer to JUnit tests only.
 */
@NullMarked
package dev.sluice.testing.junit;

import org.jspecify.annotations.NullMarked;

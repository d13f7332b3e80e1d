/**
 * Makes what is derived from the API types (the CustomResourceDefinition, the field reference) and fails when the
 * committed copies are stale. {@code -Dgolden.update=true} rewrites them.
 */
@NullMarked
package dev.sluice.api.schema;

import org.jspecify.annotations.NullMarked;

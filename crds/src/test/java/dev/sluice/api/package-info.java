/** What holds for the module as a whole. */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;

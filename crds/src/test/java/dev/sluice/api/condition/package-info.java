/** How conditions look on the wire. */
@NullMarked
package dev.sluice.api.condition;

import org.jspecify.annotations.NullMarked;

/** How a command ends when it cannot do what it was asked for. */
@NullMarked
package dev.sluice.cli.failure;

import org.jspecify.annotations.NullMarked;

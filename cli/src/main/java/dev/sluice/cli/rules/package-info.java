/** {@code sluice rules}: what the rules are about. */
@NullMarked
package dev.sluice.cli.rules;

import org.jspecify.annotations.NullMarked;

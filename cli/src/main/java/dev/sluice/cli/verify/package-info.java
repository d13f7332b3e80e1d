/** {@code --verify}: runs migrations on a scratch database, and compares what it does with what the rules say. */
@NullMarked
package dev.sluice.cli.verify;

import org.jspecify.annotations.NullMarked;

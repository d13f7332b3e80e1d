/**
 * Operating system processes that fixtures start: signals, logs, and the promise that none of them outlives the JVM,
 * not even one that is killed with {@code kill -9}.
 */
@NullMarked
package dev.sluice.testing.process;

import org.jspecify.annotations.NullMarked;

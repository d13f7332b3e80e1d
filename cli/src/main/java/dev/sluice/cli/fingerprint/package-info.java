/** {@code sluice fingerprint}: the number by which a policy's rule means a statement. */
@NullMarked
package dev.sluice.cli.fingerprint;

import org.jspecify.annotations.NullMarked;

/** Tests of what each package may know, and of what no class may do. */
@NullMarked
package dev.sluice.operator.architecture;

import org.jspecify.annotations.NullMarked;

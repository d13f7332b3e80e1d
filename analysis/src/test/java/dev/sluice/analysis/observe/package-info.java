/** How what a server does is compared with what was foretold. */
@NullMarked
package dev.sluice.analysis.observe;

import org.jspecify.annotations.NullMarked;

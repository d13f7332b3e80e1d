/** Watches what a server does when it runs a statement. */
@NullMarked
package dev.sluice.analysis.observe;

import org.jspecify.annotations.NullMarked;

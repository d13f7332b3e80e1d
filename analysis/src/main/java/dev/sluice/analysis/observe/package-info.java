/**
 * Watches what a server does when it runs a statement, and compares it with what the analysis says of it. Knows JDBC, no
 * driver.
 */
@NullMarked
package dev.sluice.analysis.observe;

import org.jspecify.annotations.NullMarked;

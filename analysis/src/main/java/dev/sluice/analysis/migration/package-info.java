/**
 * From migration files to findings: the files are read in order, each statement is held against each rule with what is
 * known before and behind it, and comments in the files may switch a finding off with a reason.
 */
@NullMarked
package dev.sluice.analysis.migration;

import org.jspecify.annotations.NullMarked;

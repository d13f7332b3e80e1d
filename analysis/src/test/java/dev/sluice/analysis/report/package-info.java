@NullMarked
package dev.sluice.analysis.report;

import org.jspecify.annotations.NullMarked;

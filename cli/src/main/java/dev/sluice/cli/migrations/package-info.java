/** {@code sluice migrations}: from files to a report and an exit code. */
@NullMarked
package dev.sluice.cli.migrations;

import org.jspecify.annotations.NullMarked;

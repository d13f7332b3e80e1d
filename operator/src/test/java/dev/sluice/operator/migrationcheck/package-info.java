@NullMarked
package dev.sluice.operator.migrationcheck;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.sluice.operator.connection;

import org.jspecify.annotations.NullMarked;

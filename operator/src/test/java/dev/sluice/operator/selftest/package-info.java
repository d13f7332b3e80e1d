@NullMarked
package dev.sluice.operator.selftest;

import org.jspecify.annotations.NullMarked;

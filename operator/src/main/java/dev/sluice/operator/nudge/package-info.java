/** Makes the kubelet look at what is mounted at once, where that is switched on. */
@NullMarked
package dev.sluice.operator.nudge;

import org.jspecify.annotations.NullMarked;

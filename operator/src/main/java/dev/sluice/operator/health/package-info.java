/**
 * What the kubelet asks: is the operator alive, is it ready.
 */
@NullMarked
package dev.sluice.operator.health;

import org.jspecify.annotations.NullMarked;

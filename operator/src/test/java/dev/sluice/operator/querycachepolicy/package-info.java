/** Tests of what is rendered of a policy. */
@NullMarked
package dev.sluice.operator.querycachepolicy;

import org.jspecify.annotations.NullMarked;

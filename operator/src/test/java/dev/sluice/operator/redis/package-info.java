/** Tests of what is asked of Redis, on real servers with real faults between. */
@NullMarked
package dev.sluice.operator.redis;

import org.jspecify.annotations.NullMarked;

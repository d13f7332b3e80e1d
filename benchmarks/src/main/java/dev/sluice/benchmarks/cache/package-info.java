/** {@code make bench-cache}: the query cache beside Redisson and Spring Cache, on one Redis. */
@NullMarked
package dev.sluice.benchmarks.cache;

import org.jspecify.annotations.NullMarked;

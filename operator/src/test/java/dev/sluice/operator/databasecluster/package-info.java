/** Tests of reading the resource and of what is rendered from a cluster's state; none needs an API server. */
@NullMarked
package dev.sluice.operator.databasecluster;

import org.jspecify.annotations.NullMarked;

/**
 * The DatabaseCluster kind: reads the resource, renders status and endpoint document from the state of the cluster, and
 * writes each only when it says something new.
 */
@NullMarked
package dev.sluice.operator.databasecluster;

import org.jspecify.annotations.NullMarked;

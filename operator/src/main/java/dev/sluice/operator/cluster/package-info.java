/**
 * What is held true of a cluster, decided from the answers of its members. Pure: no client, no clock, no Kubernetes.
 * Status, endpoint document and meters are rendered side by side from its {@link ClusterState}.
 */
@NullMarked
package dev.sluice.operator.cluster;

import org.jspecify.annotations.NullMarked;

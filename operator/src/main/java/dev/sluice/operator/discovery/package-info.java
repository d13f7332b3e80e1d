/**
 * Members that are pods: which endpoints a Service has. Only the EndpointSlices of the Services that resources name are
 * watched, each by its label.
 */
@NullMarked
package dev.sluice.operator.discovery;

import org.jspecify.annotations.NullMarked;

/**
 * Speaks to Redis: finds the one server that holds a policy's keys, over a connection that is kept, and asks it under one
 * deadline what it has. Nothing blocks. Knows neither Kubernetes nor what is made of the answers.
 */
@NullMarked
package dev.sluice.operator.redis;

import org.jspecify.annotations.NullMarked;

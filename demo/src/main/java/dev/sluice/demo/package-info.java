/**
 * {@code make demo}: PostgreSQL with two replicas, a Kubernetes API server, the operator and an application on one
 * machine, and a tour through what happens when servers fail. Fixtures run in this process, the operator and the
 * application as programs of their own, as they are shipped.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;

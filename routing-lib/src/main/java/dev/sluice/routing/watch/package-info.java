/**
 * Follows documents at the API server, where an application has Fabric8's client, which is optional: nothing but what says
 * so in its name may depend on this.
 */
@NullMarked
package dev.sluice.routing.watch;

import org.jspecify.annotations.NullMarked;

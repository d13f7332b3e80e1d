/**
 * One physical connection to one endpoint, and what an error of it means for the endpoint.
 */
@NullMarked
package dev.sluice.routing.connect;

import org.jspecify.annotations.NullMarked;

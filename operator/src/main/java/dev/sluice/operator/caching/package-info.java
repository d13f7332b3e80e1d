/**
 * Which caches are watched and when each is asked, and what is held true of them. Every policy has its own readings; none
 * waits for another.
 */
@NullMarked
package dev.sluice.operator.caching;

import org.jspecify.annotations.NullMarked;

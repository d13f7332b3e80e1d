@NullMarked
package dev.sluice.routing.cache.it;

import org.jspecify.annotations.NullMarked;

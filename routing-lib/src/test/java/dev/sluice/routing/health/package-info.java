/** Tests of what follows from answers: tables of cases, and random runs that print their seed when they fail. */
@NullMarked
package dev.sluice.routing.health;

import org.jspecify.annotations.NullMarked;

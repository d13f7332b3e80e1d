/** Keeps copies of published ConfigMaps in other namespaces, where resources ask for them, and removes those that none asks for. */
@NullMarked
package dev.sluice.operator.copies;

import org.jspecify.annotations.NullMarked;

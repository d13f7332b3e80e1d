/**
 * The QueryCachePolicy kind: reads the resource, renders status and policy document, and writes each only when it says
 * something new.
 */
@NullMarked
package dev.sluice.operator.querycachepolicy;

import org.jspecify.annotations.NullMarked;

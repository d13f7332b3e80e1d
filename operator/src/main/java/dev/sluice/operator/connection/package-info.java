/** Connections that are kept between the questions to a server. */
@NullMarked
package dev.sluice.operator.connection;

import org.jspecify.annotations.NullMarked;

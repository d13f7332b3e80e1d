package dev.sluice.operator.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A member that is, or may be, another name of a server which is counted already. It is probed like the others, and appears
 * nowhere.
 *
 * @param member what is known of it
 * @param countedAs the name of the member that its server is counted under; null while that is not known, since nobody has
 *     answered since it came
 */
public record Alias(MemberState member, @Nullable String countedAs) {}

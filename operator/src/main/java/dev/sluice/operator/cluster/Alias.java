package dev.sluice.operator.cluster;

/**
 * A member that is another name of a server which is counted already. It is probed like the others, and appears nowhere.
 *
 * @param member what is known of it
 * @param countedAs the name of the member that its server is counted under
 */
public record Alias(MemberState member, String countedAs) {}

package dev.sluice.routing.health;

/**
 * Why a probe got no answer.
 *
 * @param reason the kind of failure
 * @param message for a person: what happened and what to do; never a secret
 */
public record Failure(Reason reason, String message) {}

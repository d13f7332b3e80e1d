package dev.sluice.operator.discovery;

/**
 * What is known of a Service's endpoints.
 *
 * @param known whether they have been read; if not, the shortfall says why
 * @param endpoints those that there are
 */
public record ServiceLook(boolean known, ServiceEndpoints endpoints) {}

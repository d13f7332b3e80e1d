package dev.sluice.routing.metrics;

/**
 * What has been counted for one endpoint since the start.
 *
 * @param name as in the endpoint document
 * @param reads answered reads
 * @param writes answered statements on connections that may write
 * @param failures connections that could not be had or were lost
 * @param retries reads that failed here and were tried again elsewhere
 * @param ejections how often the library took it out of rotation by itself
 */
public record EndpointStatistics(String name, long reads, long writes, long failures, long retries, long ejections) {}

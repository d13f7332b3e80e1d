package dev.sluice.analysis.migration.files;

/**
 * How much is read.
 *
 * @param fileBytes the size of the largest file
 * @param totalBytes of all files together
 * @param files how many at most
 */
public record ReadLimits(long fileBytes, long totalBytes, int files) {

    /** 16 MiB for a file, 64 MiB for all, 20,000 files. */
    public static final ReadLimits DEFAULT = new ReadLimits(16L << 20, 64L << 20, 20_000);
}

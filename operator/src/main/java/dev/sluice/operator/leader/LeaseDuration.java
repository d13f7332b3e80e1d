package dev.sluice.operator.leader;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a lease lasts, and refuses what no replica could lead by. A Lease holds whole seconds, and a sixth of it
 * has to be enough for a request to the API server.
 */
public final class LeaseDuration implements Converter<Duration> {

    private static final long serialVersionUID = 1;

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public Duration convert(String value) {
        Duration read = read(value.trim());
        boolean whole = read != null && read.equals(read.truncatedTo(ChronoUnit.SECONDS));
        if (read == null || !whole || read.compareTo(SHORTEST) < 0 || read.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("SLUICE_LEASE_DURATION is \"" + value
                    + "\". It must be whole seconds from 2s to 10m, such as 6s, which is the default.");
        }
        return read;
    }

    private static @Nullable Duration read(String value) {
        try {
            return DurationConverter.parseDuration(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

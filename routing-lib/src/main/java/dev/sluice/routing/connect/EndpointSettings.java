package dev.sluice.routing.connect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to one endpoint.
 *
 * @param database another database name than the document's, null for none
 * @param poolSize the most connections of its pool, 0 for the size that all have
 * @param driverProperties connection properties of pgjdbc, which go before those for all
 */
public record EndpointSettings(@Nullable String database, int poolSize, Map<String, String> driverProperties) {

    /** Nothing particular. */
    public static final EndpointSettings NONE = new EndpointSettings(null, 0, Map.of());

    public EndpointSettings {
        driverProperties = Map.copyOf(driverProperties);
        if (poolSize < 0) {
            throw new IllegalArgumentException("poolSize is " + poolSize + ", expected 0 or more");
        }
    }
}

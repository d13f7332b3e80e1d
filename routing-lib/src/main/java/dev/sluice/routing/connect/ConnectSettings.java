package dev.sluice.routing.connect;

import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.tls.TlsOptions;
import java.time.Duration;
import java.util.Map;

/**
 * How connections are made.
 *
 * @param credentials asked at each connection
 * @param tls of all connections
 * @param connectTimeout the longest that all of connect, TLS and login may take together
 * @param socketTimeout the longest silence of a server within an answer
 * @param driverProperties connection properties of pgjdbc for all endpoints
 * @param endpoints what is particular to single endpoints, by their name
 */
public record ConnectSettings(
        CredentialsSource credentials,
        TlsOptions tls,
        Duration connectTimeout,
        Duration socketTimeout,
        Map<String, String> driverProperties,
        Map<String, EndpointSettings> endpoints) {

    public ConnectSettings {
        driverProperties = Map.copyOf(driverProperties);
        endpoints = Map.copyOf(endpoints);
    }

    /** What is particular to this endpoint. */
    public EndpointSettings endpoint(String name) {
        return endpoints.getOrDefault(name, EndpointSettings.NONE);
    }
}

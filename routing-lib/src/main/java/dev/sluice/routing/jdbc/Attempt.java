package dev.sluice.routing.jdbc;

/**
 * One endpoint that a call has tried in vain.
 *
 * @param endpoint its name
 * @param address its host and port
 * @param reason what happened there
 */
public record Attempt(String endpoint, String address, String reason) {

    @Override
    public String toString() {
        return endpoint + " (" + address + "): " + reason;
    }
}

package dev.sluice.operator.probe;

/**
 * Which server and database is asked.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param database the database that is connected to
 */
public record Target(String host, int port, String database) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

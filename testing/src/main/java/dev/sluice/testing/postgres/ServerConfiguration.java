package dev.sluice.testing.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of one set have in common, and the text of their configuration files. Settings are for speed and a
 * small footprint; those that decide how lag looks (timeouts, status intervals) keep PostgreSQL's defaults, but for the
 * pause before a receiver that lost its connection tries again.
 *
 * @param listenAddresses the setting {@code listen_addresses}
 * @param settings added to ours, or in place of them
 * @param tls null for none
 */
record ServerConfiguration(
        PostgresBinaries binaries,
        String database,
        String listenAddresses,
        Map<String, String> settings,
        @Nullable ServerTls tls,
        Superuser superuser) {

    String postgresqlConf(int port, @Nullable String primaryConnection) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", listenAddresses);
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        all.put("fsync", "off");
        all.put("wal_level", "replica");
        all.put("hot_standby", "on");
        all.put("max_wal_senders", "10");
        // A replica may be cut off while this much is written and still catch up.
        all.put(
                binaries.majorVersion() >= 13 ? "wal_keep_size" : "wal_keep_segments",
                binaries.majorVersion() >= 13 ? "512MB" : "32");
        all.put("wal_retrieve_retry_interval", "200ms");
        all.put("max_connections", "100");
        all.put("shared_buffers", "16MB");
        all.put("password_encryption", "scram-sha-256");
        all.put("log_line_prefix", "%m [%p] %q%u@%d ");
        all.put("log_timezone", "UTC");
        all.put("timezone", "UTC");
        if (tls != null) {
            all.put("ssl", "on");
            all.put("ssl_cert_file", "server.crt");
            all.put("ssl_key_file", "server.key");
            all.put("ssl_ca_file", "authority.crt");
        }
        if (primaryConnection != null) {
            all.put("primary_conninfo", primaryConnection);
        }
        all.putAll(settings);
        return all.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }

    String pgHbaConf() {
        String kind = tls != null && tls.required() ? "hostssl" : "host";
        String method = "scram-sha-256" + (tls != null && tls.clientCertificate() ? " clientcert=verify-full" : "");
        return "host replication all 127.0.0.0/8 scram-sha-256\n"
                // The fixture's own connections, so that a set with any kind of TLS is operated the same way.
                + "host all " + superuser.name() + " 127.0.0.0/8 scram-sha-256\n"
                + kind + " all all 0.0.0.0/0 " + method + "\n"
                + kind + " all all ::/0 " + method + "\n";
    }
}

package dev.sluice.operator.it;

import dev.sluice.testing.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;

/** A DatabaseCluster as a user writes it, with a probe each second and without TLS unless told otherwise. */
final class ClusterYaml {

    private final String name;
    private final List<String> replicas = new ArrayList<>();
    private final List<String> extra = new ArrayList<>();
    private String database = "app";
    private String primary = "";
    private String credentials = "{secretName: " + Tenant.SECRET + "}";
    private String tls = "{mode: disable}";
    private String probe = "{interval: 1s}";

    private ClusterYaml(String name) {
        this.name = name;
    }

    static ClusterYaml named(String name) {
        return new ClusterYaml(name);
    }

    String name() {
        return name;
    }

    ClusterYaml database(String value) {
        database = value;
        return this;
    }

    ClusterYaml primary(PostgresServer server) {
        return primary(server.name(), server.host(), server.port());
    }

    ClusterYaml primary(String member, String host, int port) {
        primary = "{name: " + member + ", host: " + host + ", port: " + port + "}";
        return this;
    }

    ClusterYaml replica(PostgresServer server) {
        return replica(server.name(), server.host(), server.port());
    }

    ClusterYaml replica(String member, String host, int port) {
        replicas.add("{name: " + member + ", host: " + host + ", port: " + port + "}");
        return this;
    }

    ClusterYaml replicas(List<PostgresServer> servers) {
        servers.forEach(this::replica);
        return this;
    }

    ClusterYaml credentials(String value) {
        credentials = value;
        return this;
    }

    ClusterYaml tls(String value) {
        tls = value;
        return this;
    }

    ClusterYaml probe(String value) {
        probe = value;
        return this;
    }

    /** One more line of the spec. */
    ClusterYaml with(String line) {
        extra.add("  " + line);
        return this;
    }

    @Override
    public String toString() {
        return """
                apiVersion: sluice.dev/v1alpha1
                kind: DatabaseCluster
                metadata:
                  name: %s
                spec:
                  database: %s
                  credentials: %s
                  tls: %s
                  probe: %s
                  primary: %s
                  replicas: [%s]
                %s
                """.formatted(
                        name,
                        database,
                        credentials,
                        tls,
                        probe,
                        primary,
                        String.join(", ", replicas),
                        String.join("\n", extra));
    }
}

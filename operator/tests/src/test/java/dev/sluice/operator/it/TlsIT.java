package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.ServerTls;
import dev.sluice.testing.tls.Certificate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TLS as libpq's modes promise it, and messages that say what is wrong with it. */
class TlsIT {

    @Test
    void aServerWithoutTlsIsRefusedWhereTlsIsRequired() {
        try (var servers = PostgresReplicaSet.builder().replicas(0).start()) {
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()).tls("{mode: require}"));
            tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "TlsNotOffered");
            assertThat(tenant.member("db", "primary").message()).contains("spec.tls.mode");
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()).tls("{mode: prefer}"));
            tenant.eventuallyReady("db");
        }
    }

    @Test
    void verifyFullChecksAuthorityAndHost() {
        ServerTls tls = ServerTls.offered().requiringTls();
        try (var servers = PostgresReplicaSet.builder().replicas(0).tls(tls).start()) {
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()).tls("{mode: verify-full}"));
            tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "CertificateRejected");
            assertThat(tenant.member("db", "primary").message()).contains("spec.tls.caSecret");
            tenant.secret("ca", Map.of("ca.crt", tls.authorityPem()));
            tenant.apply(ClusterYaml.named("db")
                    .primary(servers.primary())
                    .tls("{mode: verify-full, caSecret: {name: ca}}"));
            tenant.eventuallyReady("db");
            servers.createRole("probe", "probe-password", "pg_monitor");
            tenant.secret(Tenant.SECRET, Map.of("username", "probe", "password", "probe-password"));
            tenant.apply(ClusterYaml.named("plain").primary(servers.primary()).tls("{mode: disable}"));
            tenant.eventuallyState("plain", "primary", MemberState.UNREACHABLE, "AccessDenied");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRejectedByVerifyFullOnly() {
        ServerTls tls = ServerTls.forHosts("elsewhere.example");
        try (var servers = PostgresReplicaSet.builder().replicas(0).tls(tls).start()) {
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.secret("ca", Map.of("ca.crt", tls.authorityPem()));
            tenant.apply(ClusterYaml.named("full")
                    .primary(servers.primary())
                    .tls("{mode: verify-full, caSecret: {name: ca}}"));
            tenant.apply(
                    ClusterYaml.named("ca").primary(servers.primary()).tls("{mode: verify-ca, caSecret: {name: ca}}"));
            tenant.eventuallyState("full", "primary", MemberState.UNREACHABLE, "CertificateRejected");
            tenant.eventuallyReady("ca");
        }
    }

    @Test
    void aClientCertificateIsShownWhereItIsGiven() {
        ServerTls tls = ServerTls.offered().requiringClientCertificate();
        try (var servers = PostgresReplicaSet.builder().replicas(0).tls(tls).start()) {
            servers.createRole("probe", "probe-password", "pg_monitor");
            Tenant tenant = Tenant.of(Platform.shared(), "probe", "probe-password");
            Certificate client = tls.client("probe");
            tenant.secret("ca", Map.of("ca.crt", tls.authorityPem()));
            tenant.secret("client", Map.of("tls.crt", client.certificatePem(), "tls.key", client.keyPem()));
            tenant.apply(ClusterYaml.named("without")
                    .primary(servers.primary())
                    .tls("{mode: verify-full, caSecret: {name: ca}}"));
            tenant.apply(ClusterYaml.named("with")
                    .primary(servers.primary())
                    .tls("{mode: verify-full, caSecret: {name: ca}, clientCertificateSecret: {name: client}}"));
            tenant.eventuallyReady("with");
            tenant.eventuallyState("without", "primary", MemberState.UNREACHABLE, "AccessDenied");
        }
    }
}

package dev.sluice.testing.postgres;

import dev.sluice.testing.tls.Certificate;
import dev.sluice.testing.tls.CertificateAuthority;
import java.util.List;

/**
 * TLS of the servers of one replica set: whose certificate they show, and what they want of clients. Immutable.
 *
 * @param authority signed the servers' certificate, and signs those of clients
 * @param certificate what the servers show
 * @param required whether a connection without TLS is refused (replication is exempt)
 * @param clientCertificate whether a client must show a certificate with its user as common name, beside its password
 */
public record ServerTls(
        CertificateAuthority authority, Certificate certificate, boolean required, boolean clientCertificate) {

    /** TLS offered, not required, with a certificate for {@code localhost} and 127.0.0.1. */
    public static ServerTls offered() {
        return forHosts("localhost", "127.0.0.1");
    }

    /** TLS offered, not required, with a certificate for these names and addresses only. */
    public static ServerTls forHosts(String... hosts) {
        CertificateAuthority authority = CertificateAuthority.create("Sluice test authority");
        return new ServerTls(authority, authority.server(List.of(hosts)), false, false);
    }

    /** The same, and connections without TLS are refused. */
    public ServerTls requiringTls() {
        return new ServerTls(authority, certificate, true, clientCertificate);
    }

    /** The same, and clients must show a certificate; implies {@link #requiringTls()}. */
    public ServerTls requiringClientCertificate() {
        return new ServerTls(authority, certificate, true, true);
    }

    /** The authority's certificate, PEM: what libpq calls {@code sslrootcert}. */
    public String authorityPem() {
        return authority.certificatePem();
    }

    /** Issues a certificate for a client that logs in as this user. */
    public Certificate client(String user) {
        return authority.client(user, List.of());
    }
}

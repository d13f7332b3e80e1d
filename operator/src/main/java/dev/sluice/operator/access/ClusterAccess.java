package dev.sluice.operator.access;

import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.Tls;
import dev.sluice.operator.access.AccessPlan.SecretKey;

/** Reads from a spec which Secrets hold what it takes to sign in. Pure. */
public final class ClusterAccess {

    private ClusterAccess() {}

    /** Those of a DatabaseCluster. */
    public static AccessPlan of(DatabaseClusterSpec spec) {
        Credentials credentials = spec.credentials();
        Tls.CaSecret ca = spec.tls().caSecret();
        Tls.ClientCertificateSecret client = spec.tls().clientCertificateSecret();
        return new AccessPlan(
                new SecretKey(credentials.secretName(), credentials.usernameKey()),
                new SecretKey(credentials.secretName(), credentials.passwordKey()),
                TlsMode.valueOf(spec.tls().mode().name()),
                ca == null ? null : new SecretKey(ca.name(), ca.key()),
                client == null ? null : new SecretKey(client.name(), client.certificateKey()),
                client == null ? null : new SecretKey(client.name(), client.privateKeyKey()));
    }
}

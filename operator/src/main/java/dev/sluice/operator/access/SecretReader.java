package dev.sluice.operator.access;

import dev.sluice.operator.access.AccessPlan.SecretKey;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads by GET the Secrets that an {@link AccessPlan} names. Keeps nothing. Thread-safe; blocks. */
@ApplicationScoped
public class SecretReader {

    private final KubernetesClient client;

    SecretReader(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Reads them.
     *
     * @param namespace the cluster's namespace
     * @param plan what to read
     */
    public AccessResult read(String namespace, AccessPlan plan) {
        var lookup = new Lookup(namespace);
        try {
            String user = lookup.text(plan.user());
            String password = lookup.text(plan.password());
            String ca = lookup.pem(plan.ca(), "CERTIFICATE");
            String certificate = lookup.pem(plan.certificate(), "CERTIFICATE");
            String privateKey = lookup.pem(plan.privateKey(), "PRIVATE KEY");
            return new AccessResult.Granted(
                    new Access(user, password, new Access.Tls(plan.tlsMode(), ca, certificate, privateKey)));
        } catch (DeniedException denied) {
            return denied.denied;
        }
    }

    /**
     * Reads those for Redis. Where none are wanted, user and password are empty.
     *
     * @param namespace the policy's namespace
     * @param plan what to read
     */
    public AccessResult read(String namespace, RedisAccessPlan plan) {
        var lookup = new Lookup(namespace);
        try {
            String user = lookup.optional(plan.user());
            String password = plan.password() == null ? "" : lookup.text(plan.password());
            String ca = lookup.pem(plan.ca(), "CERTIFICATE");
            String certificate = lookup.pem(plan.certificate(), "CERTIFICATE");
            String privateKey = lookup.pem(plan.privateKey(), "PRIVATE KEY");
            TlsMode mode = plan.tls() ? TlsMode.VERIFY_FULL : TlsMode.DISABLE;
            return new AccessResult.Granted(
                    new Access(user, password, new Access.Tls(mode, ca, certificate, privateKey)));
        } catch (DeniedException denied) {
            return denied.denied;
        }
    }

    private final class Lookup {

        private final String namespace;
        private final Map<String, Map<String, String>> read = new HashMap<>();

        private Lookup(String namespace) {
            this.namespace = namespace;
        }

        private String text(SecretKey key) throws DeniedException {
            String encoded = secret(key.secret()).get(key.key());
            if (encoded == null || encoded.isEmpty()) {
                throw new DeniedException(
                        AccessResult.Reason.SecretKeyMissing,
                        "Secret \"" + key.secret() + "\" has no value under the key \"" + key.key()
                                + "\". Add it, or correct the name of the key in the spec.");
            }
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        }

        private String optional(@Nullable SecretKey key) throws DeniedException {
            return key == null || !secret(key.secret()).containsKey(key.key()) ? "" : text(key);
        }

        private @Nullable String pem(@Nullable SecretKey key, String label) throws DeniedException {
            if (key == null) {
                return null;
            }
            String text = text(key);
            if (!text.contains("-----BEGIN ") || !text.contains(label + "-----")) {
                throw new DeniedException(
                        AccessResult.Reason.SecretInvalid,
                        "Secret \"" + key.secret() + "\" holds under the key \"" + key.key() + "\" no " + label
                                + " in PEM form, which begins with -----BEGIN.");
            }
            return text;
        }

        private Map<String, String> secret(String name) throws DeniedException {
            Map<String, String> known = read.get(name);
            if (known == null) {
                known = fetch(name);
                read.put(name, known);
            }
            return known;
        }

        private Map<String, String> fetch(String name) throws DeniedException {
            try {
                Secret secret =
                        client.secrets().inNamespace(namespace).withName(name).get();
                if (secret == null) {
                    throw new DeniedException(
                            AccessResult.Reason.SecretNotFound,
                            "Secret \"" + name + "\" is not in the namespace \"" + namespace
                                    + "\". Create it, or correct its name in the spec.");
                }
                return secret.getData() == null ? Map.of() : secret.getData();
            } catch (KubernetesClientException e) {
                if (e.getCode() == 403) {
                    throw new DeniedException(
                            AccessResult.Reason.SecretForbidden,
                            "The operator may not read Secret \"" + name + "\" in the namespace \"" + namespace
                                    + "\". Give its service account the verb get on secrets there.");
                }
                throw new DeniedException(
                        AccessResult.Reason.SecretUnreadable,
                        "Secret \"" + name + "\" could not be read: the API server answered with code " + e.getCode()
                                + ". It is tried again.");
            }
        }
    }

    private static final class DeniedException extends Exception {

        private final transient AccessResult.Denied denied;

        private DeniedException(AccessResult.Reason reason, String message) {
            super(message, null, false, false);
            this.denied = new AccessResult.Denied(reason, message);
        }
    }
}

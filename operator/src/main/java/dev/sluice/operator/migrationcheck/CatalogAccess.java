package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberRole;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.access.AccessPlan;
import dev.sluice.operator.access.AccessPlan.SecretKey;
import dev.sluice.operator.access.ClusterAccess;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the analysis gets to the catalog of a cluster's primary. What is secret comes by files that the kubelet brings; neither
 * an argument nor the environment holds it. Pure.
 *
 * @param url without user and password
 * @param secrets which Secrets hold what it takes to sign in
 */
record CatalogAccess(String url, AccessPlan secrets) {

    private static final String NAME = "catalog";
    private static final String FOLDER = "/etc/sluice-catalog";
    /** The driver takes no private key that others could read; the files belong to root and the pod's group. */
    private static final Integer READABLE_BY_GROUP = 0440;

    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String CA = "ca.crt";
    private static final String CERTIFICATE = "tls.crt";
    private static final String PRIVATE_KEY = "tls.key";

    /**
     * The access to the primary: the one that was observed last, or else the one that is expected. A replica would save the
     * primary eleven queries, but may not have yet what the last migration made.
     */
    static CatalogAccess of(DatabaseCluster cluster) {
        DatabaseClusterSpec spec = cluster.getSpec();
        AccessPlan secrets = ClusterAccess.of(spec);
        StringBuilder url = new StringBuilder("postgresql://")
                .append(primary(spec, cluster.getStatus()))
                .append('/')
                .append(URLEncoder.encode(spec.database(), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .append("?sslmode=")
                .append(spec.tls().mode().text());
        if (secrets.ca() != null) {
            url.append("&sslrootcert=").append(FOLDER).append('/').append(CA);
        }
        if (secrets.certificate() != null) {
            url.append("&sslcert=").append(FOLDER).append('/').append(CERTIFICATE);
            url.append("&sslkey=").append(FOLDER).append('/').append(PRIVATE_KEY);
        }
        return new CatalogAccess(url.toString(), secrets);
    }

    private static String primary(DatabaseClusterSpec spec, @Nullable DatabaseClusterStatus status) {
        List<MemberStatus> members = status == null ? List.of() : status.members();
        return members.stream()
                .filter(member -> member.role() == MemberRole.PRIMARY && member.host() != null && member.port() != null)
                .map(member -> endpoint(member.host(), member.port()))
                .findFirst()
                .orElseGet(() -> endpoint(spec.primary().host(), spec.primary().port()));
    }

    private static String endpoint(@Nullable String host, @Nullable Integer port) {
        boolean bare = host != null && host.indexOf(':') >= 0 && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }

    /** The arguments that the analysis takes for it. */
    List<String> arguments() {
        return List.of(
                "--catalog",
                url,
                "--catalog-user-file",
                FOLDER + "/" + USER,
                "--catalog-password-file",
                FOLDER + "/" + PASSWORD);
    }

    /** For the container that analyses only: another one may run the image of somebody else. */
    VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(NAME)
                .withMountPath(FOLDER)
                .withReadOnly(true)
                .build();
    }

    Volume volume() {
        List<VolumeProjection> sources = new ArrayList<>();
        add(sources, secrets.user(), USER);
        add(sources, secrets.password(), PASSWORD);
        add(sources, secrets.ca(), CA);
        add(sources, secrets.certificate(), CERTIFICATE);
        add(sources, secrets.privateKey(), PRIVATE_KEY);
        return new VolumeBuilder()
                .withName(NAME)
                .withNewProjected()
                .withDefaultMode(READABLE_BY_GROUP)
                .withSources(sources)
                .endProjected()
                .build();
    }

    private static void add(List<VolumeProjection> sources, @Nullable SecretKey key, String file) {
        if (key != null) {
            sources.add(new VolumeProjectionBuilder()
                    .withNewSecret()
                    .withName(key.secret())
                    .addNewItem()
                    .withKey(key.key())
                    .withPath(file)
                    .endItem()
                    .endSecret()
                    .build());
        }
    }
}

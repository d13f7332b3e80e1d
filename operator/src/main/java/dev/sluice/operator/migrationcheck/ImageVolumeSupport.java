package dev.sluice.operator.migrationcheck;

import io.fabric8.kubernetes.client.VersionInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an image can be mounted as a volume. The feature gate ImageVolume is on by default from Kubernetes 1.35 on
 * (kubernetes/kubernetes: pkg/features/kube_features.go); a cluster that has it earlier is told so by a setting. Pure.
 */
final class ImageVolumeSupport {

    private static final int MAJOR = 1;
    private static final int MINOR = 35;

    /** Platforms add to the number of the minor version, as in {@code 35+}. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private ImageVolumeSupport() {}

    /**
     * By the setting, else by the version.
     *
     * @param server the API server's version; null when it does not say
     */
    static boolean has(CheckSettings.ImageVolumes setting, @Nullable VersionInfo server) {
        return switch (setting) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> server != null && isEnough(number(server.getMajor()), number(server.getMinor()));
        };
    }

    private static boolean isEnough(int major, int minor) {
        return major > MAJOR || (major == MAJOR && minor >= MINOR);
    }

    private static int number(@Nullable String text) {
        Matcher matcher = NUMBER.matcher(text == null ? "" : text);
        return matcher.lookingAt() ? Integer.parseInt(matcher.group()) : 0;
    }
}

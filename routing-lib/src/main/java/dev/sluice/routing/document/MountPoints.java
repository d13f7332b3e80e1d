package dev.sluice.routing.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says of mounts. Where there is no such list (not Linux), nothing counts as mounted. */
final class MountPoints {

    private static final Path LIST = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private MountPoints() {}

    /** Whether a file is a mount point of its own, as with {@code subPath}. */
    static boolean isMountedAlone(Path file) {
        if (!Files.isReadable(LIST)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(LIST)) {
            return lines.anyMatch(line -> isMountOf(line, file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a line of the list is the mount of this file. */
    static boolean isMountOf(String line, Path file) {
        String[] fields = line.split(" ", MOUNT_POINT + 2);
        return fields.length > MOUNT_POINT
                && fields[MOUNT_POINT].replace("\\040", " ").equals(file.toString());
    }
}

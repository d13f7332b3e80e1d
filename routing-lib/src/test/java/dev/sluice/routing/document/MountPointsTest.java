package dev.sluice.routing.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {

    @Test
    void aMountOfASingleFileIsTold(@TempDir Path folder) {
        String line =
                "2127 2103 259:1 /volumes/x/endpoints.json /etc/sluice/endpoints.json ro,relatime - ext4 /dev/x rw";
        assertThat(MountPoints.isMountOf(line, Path.of("/etc/sluice/endpoints.json")))
                .isTrue();
        assertThat(MountPoints.isMountOf(line, Path.of("/etc/sluice/other.json")))
                .isFalse();
        assertThat(MountPoints.isMountedAlone(folder.resolve("endpoints.json"))).isFalse();
    }
}

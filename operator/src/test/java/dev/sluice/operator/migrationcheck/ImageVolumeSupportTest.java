package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.migrationcheck.CheckSettings.ImageVolumes;
import io.fabric8.kubernetes.client.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVolumeSupportTest {

    @ParameterizedTest
    @CsvSource({
        "1, 35, true",
        "1, 36+, true",
        "2, 0, true",
        "1, 34, false",
        "1, 33+, false",
        "1, '', false",
        "'', '', false"
    })
    void theVersionDecidesByItself(String major, String minor, boolean has) throws Exception {
        VersionInfo server =
                new VersionInfo.Builder().withMajor(major).withMinor(minor).build();

        assertThat(ImageVolumeSupport.has(ImageVolumes.AUTO, server)).isEqualTo(has);
        assertThat(ImageVolumeSupport.has(ImageVolumes.ALWAYS, server)).isTrue();
        assertThat(ImageVolumeSupport.has(ImageVolumes.NEVER, server)).isFalse();
    }

    @Test
    void aServerThatDoesNotSayIsTakenForAnOldOne() {
        assertThat(ImageVolumeSupport.has(ImageVolumes.AUTO, null)).isFalse();
    }
}

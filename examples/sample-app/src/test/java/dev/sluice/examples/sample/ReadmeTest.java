package dev.sluice.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path SOURCE = Path.of("src/main/java/dev/sluice/examples/sample/SampleApp.java");

    @ParameterizedTest
    @ValueSource(strings = {"open", "use"})
    void showsTheCodeAsItIs(String region) throws IOException {
        assertThat(Files.readString(README)).contains(code(region));
    }

    private static String code(String region) throws IOException {
        Matcher matcher = Pattern.compile("// region " + region + "\n(.*?)\n *// endregion", Pattern.DOTALL)
                .matcher(Files.readString(SOURCE));
        assertThat(matcher.find()).as("the region %s in %s", region, SOURCE).isTrue();
        return matcher.group(1).stripIndent();
    }
}

package dev.sluice.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that has to equal what is generated now. */
record GoldenFile(Path path) {

    /** Fails when the file differs from the text, or rewrites it when {@code golden.update} is set. */
    void matches(String generated) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, generated);
        }
        assertThat(path)
                .as("%s is stale; rewrite it with ./mvnw -pl crds test -Dgolden.update=true and commit it", path)
                .exists()
                .hasContent(generated);
    }
}

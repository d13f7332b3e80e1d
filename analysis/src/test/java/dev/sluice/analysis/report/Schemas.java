package dev.sluice.analysis.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Judges JSON by a schema from the class path. */
final class Schemas {

    private Schemas() {}

    static List<String> problems(String schema, VersionFlag version, String json) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(Schemas.class.getClassLoader().getResourceAsStream(schema))) {
            return JsonSchemaFactory.getInstance(version).getSchema(file).validate(json, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}

package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Binds the text form of durations to JSON. */
final class DurationJson {

    private DurationJson() {}

    /** Writes {@link DurationText}. */
    static final class Writer extends StdScalarSerializer<Duration> {

        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(DurationText.format(value));
        }
    }

    /** Reads {@link DurationText}; a text of another form goes to the mapper's problem handlers first. */
    static final class Reader extends FromStringDeserializer<Duration> {

        Reader() {
            super(Duration.class);
        }

        @Override
        public @Nullable Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return super.deserialize(parser, context);
        }

        @Override
        protected @Nullable Duration _deserialize(String value, DeserializationContext context) throws IOException {
            try {
                return DurationText.parse(value);
            } catch (IllegalArgumentException e) {
                return (Duration) context.handleWeirdStringValue(Duration.class, value, "%s", e.getMessage());
            }
        }
    }
}

package dev.sluice.operator.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads as null what a stored object of ours has in a form that this version does not know. One such object would
 * otherwise end the informer, and with it the operator's work for all others of the kind. The reconciler reports what it
 * then misses.
 */
@Singleton
class TolerantDeserialization implements KubernetesClientObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addHandler(new ReadAsNull());
    }

    private static final class ReadAsNull extends DeserializationProblemHandler {

        private static final Logger LOG = Logger.getLogger(TolerantDeserialization.class);
        private static final String OURS =
                DatabaseCluster.class.getPackageName().replaceAll("\\.v1alpha1$", "");

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, String failure) throws IOException {
            return concernsUs(context) ? asNull(context) : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> target, Number value, String failure) throws IOException {
            return concernsUs(context) ? asNull(context) : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String failure)
                throws IOException {
            return concernsUs(context) ? asNull(context) : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleInstantiationProblem(
                DeserializationContext context, Class<?> type, Object argument, Throwable problem) throws IOException {
            return concernsUs(context) ? asNull(context) : NOT_HANDLED;
        }

        @Override
        public @Nullable Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String failure)
                throws IOException {
            return concernsUs(context) ? asNull(context) : NOT_HANDLED;
        }

        private static boolean concernsUs(DeserializationContext context) {
            for (var at = context.getParser().getParsingContext(); at != null; at = at.getParent()) {
                Object value = at.getCurrentValue();
                if (value != null && value.getClass().getName().startsWith(OURS)) {
                    return true;
                }
            }
            return false;
        }

        private static @Nullable Object asNull(DeserializationContext context) throws IOException {
            JsonParser parser = context.getParser();
            LOG.warnf(
                    "A stored object has at %s a value that this version cannot read; it is taken as absent",
                    parser.getParsingContext().pathAsPointer());
            // Without this the parser would go on inside the value, and the whole list would fail.
            if (parser.currentToken() != null && parser.currentToken().isStructStart()) {
                parser.skipChildren();
            }
            return null;
        }
    }
}

package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.ConfigOverride;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How a mapper is set, as a text that is the same in all processes. */
final class MapperText {

    private MapperText() {}

    /** What holds for all types. */
    static String of(ObjectMapper mapper) {
        SerializationConfig config = mapper.getSerializationConfig();
        return String.join(
                " ",
                config.getSerializationFeatures() + "",
                mapper.getDeserializationConfig().getDeserializationFeatures() + "",
                Stream.of(MapperFeature.values()).filter(mapper::isEnabled).toList() + "",
                config.getTimeZone().getID(),
                // That of the machine is another one on the next.
                config.getLocale().equals(Locale.getDefault())
                        ? ""
                        : config.getLocale().toString(),
                text(config.getDateFormat()),
                config.getDefaultPropertyInclusion() + "",
                "");
    }

    /** What holds for one type. */
    static String of(ConfigOverride override) {
        return format(override.getFormat() == null ? JsonFormat.Value.empty() : override.getFormat())
                + (override.getInclude() == null ? "" : override.getInclude())
                + (override.getIncludeAsProperty() == null ? "" : "=" + override.getIncludeAsProperty())
                + (override.getIgnorals() == null ? "" : ignorals(override.getIgnorals()))
                + (override.getIsIgnoredType() == null ? "" : override.getIsIgnoredType());
    }

    private static String format(JsonFormat.Value format) {
        return format.equals(JsonFormat.Value.empty())
                ? ""
                : "%" + format.getShape() + format.getPattern() + format.getLocale() + format.timeZoneAsString();
    }

    private static String ignorals(JsonIgnoreProperties.Value ignorals) {
        return "-" + new TreeSet<>(ignorals.getIgnored()) + ignorals.getAllowGetters() + ignorals.getAllowSetters();
    }

    private static String text(DateFormat format) {
        if (format instanceof SimpleDateFormat simple) {
            return simple.toPattern() + simple.getTimeZone().getID();
        }
        return format instanceof StdDateFormat standard
                ? standard.toPattern()
                        + (standard.getTimeZone() == null
                                ? ""
                                : standard.getTimeZone().getID())
                : format.getClass().getName();
    }
}

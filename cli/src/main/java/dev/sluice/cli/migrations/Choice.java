package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.report.FailOn;
import dev.sluice.cli.config.Similar;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The values of an option by the names that users know, such as {@code golang-migrate}: for reading, help and completion.
 */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    private final Class<E> type;

    Choice(Class<E> type) {
        this.type = type;
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String given) {
        for (E value : type.getEnumConstants()) {
            if (name(value).equals(given.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw new TypeConversionException("'" + given + "' is none of " + String.join(", ", names())
                + Similar.to(given, names())
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("."));
    }

    @Override
    public Iterator<String> iterator() {
        return names().iterator();
    }

    private List<String> names() {
        return Arrays.stream(type.getEnumConstants()).map(Choice::name).toList();
    }

    static final class OfColour extends Choice<Colour> {
        OfColour() {
            super(Colour.class);
        }
    }

    static final class OfFailOn extends Choice<FailOn> {
        OfFailOn() {
            super(FailOn.class);
        }
    }

    static final class OfFormat extends Choice<ReportFormat> {
        OfFormat() {
            super(ReportFormat.class);
        }
    }

    static final class OfTool extends Choice<Layout> {
        OfTool() {
            super(Layout.class);
        }
    }
}

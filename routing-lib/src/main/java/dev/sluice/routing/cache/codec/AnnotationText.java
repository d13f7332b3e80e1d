package dev.sluice.routing.cache.codec;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Jackson's annotations as a text that is the same in all processes, on whichever Java: sorted, with all their values. */
final class AnnotationText {

    private static final String JACKSON = "com.fasterxml.jackson.";

    private AnnotationText() {}

    /** Those of Jackson among them; empty when there are none. */
    static String of(Iterable<Annotation> annotations) {
        return StreamSupport.stream(annotations.spliterator(), false)
                .filter(each -> each.annotationType().getName().startsWith(JACKSON))
                .map(AnnotationText::text)
                .sorted()
                .collect(Collectors.joining());
    }

    private static String text(Annotation annotation) {
        return Stream.of(annotation.annotationType().getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> method.getName() + '=' + value(annotation, method))
                .collect(Collectors.joining(
                        ",", '@' + annotation.annotationType().getName() + '(', ")"));
    }

    private static String value(Annotation annotation, Method method) {
        try {
            return text(method.invoke(annotation));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("what " + annotation + " says cannot be read", e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Annotation inner) {
            return text(inner);
        }
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> text(Array.get(value, i)))
                        .collect(Collectors.joining(",", "[", "]"))
                : value.toString();
    }
}

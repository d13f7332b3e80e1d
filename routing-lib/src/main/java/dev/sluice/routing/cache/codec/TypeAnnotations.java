package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a type as Jackson sees them: its own, those of its supertypes and mix-ins, and those inside of others. Jackson
 * tells of each kind by itself, so which kinds there may be is read from the classes.
 */
final class TypeAnnotations {

    private final SerializationConfig config;
    private final Set<Class<? extends Annotation>> kinds = new HashSet<>();

    private TypeAnnotations(SerializationConfig config) {
        this.config = config;
    }

    /** Those of a type, in any order, but for the order of its properties, which counts in arrays alone. */
    static List<Annotation> of(SerializationConfig config, JavaType type) {
        TypeAnnotations all = new TypeAnnotations(config);
        all.addWithSupertypes(type.getRawClass());
        all.kinds.remove(JsonPropertyOrder.class);
        BeanDescription about = config.introspectClassAnnotations(type);
        return all.kinds.stream()
                .<@Nullable Annotation>map(kind -> about.getClassAnnotations().get(kind))
                .filter(Objects::nonNull)
                .toList();
    }

    private void addWithSupertypes(Class<?> type) {
        addOf(type);
        for (JavaType each : ClassUtil.findSuperTypes(config.constructType(type), Object.class, false)) {
            addOf(each.getRawClass());
        }
    }

    private void addOf(Class<?> type) {
        addAll(type.getDeclaredAnnotations());
        Class<?> mixIn = config.findMixInClassFor(type);
        if (mixIn != null) {
            addWithSupertypes(mixIn);
        }
    }

    private void addAll(Annotation[] annotations) {
        for (Annotation each : annotations) {
            Class<? extends Annotation> kind = each.annotationType();
            if (kinds.add(kind) && kind.isAnnotationPresent(JacksonAnnotationsInside.class)) {
                addAll(kind.getDeclaredAnnotations());
            }
        }
    }
}

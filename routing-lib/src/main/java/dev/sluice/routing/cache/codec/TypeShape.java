package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint of what a type looks like in JSON: the names and types of its properties with Jackson's annotations, and its
 * subtypes as far as Jackson or the type itself names them, all the way down, with their order where they are written as an
 * array; and how the mapper is set.
 */
final class TypeShape {

    private static final int LENGTH = 16;

    /** What a type says of its own form; other annotations on types show in the properties and subtypes. */
    private static final List<Class<? extends Annotation>> OF_TYPES = List.of(
            JsonDeserialize.class,
            JsonFormat.class,
            JsonIdentityInfo.class,
            JsonInclude.class,
            JsonRootName.class,
            JsonSerialize.class,
            JsonTypeInfo.class,
            JsonTypeName.class);

    private final ObjectMapper mapper;
    private final SerializationConfig config;
    private final StringBuilder text = new StringBuilder();
    private final Set<JavaType> seen = new HashSet<>();

    private TypeShape(ObjectMapper mapper) {
        this.mapper = mapper;
        this.config = mapper.getSerializationConfig();
    }

    static String of(ObjectMapper mapper, JavaType type) {
        TypeShape shape = new TypeShape(mapper);
        shape.addSettings();
        shape.add(type);
        return hash(shape.text.toString());
    }

    private void addSettings() {
        text.append(config.getSerializationFeatures())
                .append(' ')
                .append(mapper.getDeserializationConfig().getDeserializationFeatures())
                .append(' ')
                .append(Stream.of(MapperFeature.values())
                        .filter(mapper::isEnabled)
                        .toList())
                .append(' ')
                .append(config.getTimeZone().getID())
                .append(' ')
                // That of the machine is another one on the next.
                .append(config.getLocale().equals(Locale.getDefault()) ? "" : config.getLocale())
                .append(' ')
                .append(text(config.getDateFormat()))
                .append(' ');
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

    private void add(JavaType type) {
        text.append(type.toCanonical());
        addFormat(type);
        if (type.isEnumType()) {
            addConstants(type.getRawClass());
            return;
        }
        if (type.isPrimitive() || !seen.add(type)) {
            return;
        }
        if (type.getContentType() != null) {
            if (type.getKeyType() != null) {
                add(type.getKeyType());
            }
            add(type.getContentType());
        } else if (type.getRawClass().getName().startsWith("java.")) {
            type.getBindings().getTypeParameters().forEach(this::add);
        } else {
            addBean(type);
        }
    }

    private void addBean(JavaType type) {
        BeanDescription bean = config.introspect(type);
        text.append(AnnotationText.of(annotations(bean)));
        addRefined(bean.getClassInfo(), type);
        addOrder(bean.getClassAnnotations().get(JsonFormat.class), bean);
        TreeMap<String, AnnotatedMember> properties = new TreeMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            AnnotatedMember member = property.getPrimaryMember();
            if (member != null) {
                properties.put(property.getName(), member);
            }
        }
        properties.forEach((name, member) -> {
            JavaType inner = member.getType();
            text.append(';')
                    .append(name)
                    .append(AnnotationText.of(member.getAllAnnotations().annotations()))
                    .append(':');
            add(inner);
            addRefined(member, inner);
            addOrder(member.getAnnotation(JsonFormat.class), config.introspect(content(inner)));
            JavaType base = inner.isContainerType() ? inner.getContentType() : inner;
            addSubtypes(mapper.getSubtypeResolver().collectAndResolveSubtypesByClass(config, member, base));
        });
        addSubtypes(mapper.getSubtypeResolver().collectAndResolveSubtypesByClass(config, bean.getClassInfo()));
        Class<?>[] permitted = type.getRawClass().getPermittedSubclasses();
        if (permitted != null) {
            addSubtypes(List.of(permitted).stream().map(NamedType::new).toList());
        }
        text.append('.');
    }

    /** The types that annotations name in the place of the declared one, such as {@code @JsonSerialize(as = …)}. */
    private void addRefined(Annotated annotated, JavaType type) {
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        try {
            List.of(
                            annotations.refineSerializationType(config, annotated, type),
                            annotations.refineDeserializationType(mapper.getDeserializationConfig(), annotated, type))
                    .stream()
                    .filter(refined -> !refined.equals(type))
                    .forEach(refined -> {
                        text.append('@');
                        add(refined);
                    });
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException("Jackson cannot write or read " + type.toCanonical() + ": " + e, e);
        }
    }

    /** What is in containers and references, which hand their form on to it. */
    private static JavaType content(JavaType type) {
        return type.getContentType() == null ? type : content(type.getContentType());
    }

    /** In an array, nothing but its place says which property a value is. */
    private void addOrder(@Nullable JsonFormat format, BeanDescription bean) {
        JsonFormat.Value all = config.getDefaultPropertyFormat(bean.getBeanClass());
        if (all.getShape() == JsonFormat.Shape.ARRAY || (format != null && format.shape() == JsonFormat.Shape.ARRAY)) {
            text.append(bean.findProperties().stream()
                    .map(BeanPropertyDefinition::getName)
                    .toList());
        }
    }

    private static List<Annotation> annotations(BeanDescription bean) {
        List<Annotation> all = new ArrayList<>();
        for (Class<? extends Annotation> each : OF_TYPES) {
            Annotation annotation = bean.getClassAnnotations().get(each);
            if (annotation != null) {
                all.add(annotation);
            }
        }
        return all;
    }

    private void addSubtypes(Collection<NamedType> subtypes) {
        TreeMap<String, Class<?>> sorted = new TreeMap<>();
        subtypes.forEach(each -> sorted.put(each.getType().getName() + '=' + each.getName(), each.getType()));
        sorted.forEach((name, subtype) -> {
            text.append('<').append(name).append(':');
            add(mapper.constructType(subtype));
        });
    }

    private void addFormat(JavaType type) {
        JsonFormat.Value format = config.getDefaultPropertyFormat(type.getRawClass());
        if (!format.equals(JsonFormat.Value.empty())) {
            text.append('%')
                    .append(format.getShape())
                    .append(format.getPattern())
                    .append(format.getLocale())
                    .append(format.timeZoneAsString());
        }
    }

    private void addConstants(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            text.append(',').append(constant);
        }
        TreeSet<String> annotations = new TreeSet<>();
        for (Field field : type.getFields()) {
            if (field.isEnumConstant()) {
                annotations.add(field.getName() + AnnotationText.of(List.of(field.getAnnotations())));
            }
        }
        text.append(annotations);
    }

    private static String hash(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.util.Converter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint of what a type looks like in JSON: Jackson's annotations on it, the names and types of the properties that
 * are written and of those that are read, with Jackson's annotations on them, and its subtypes as far as Jackson or the type
 * itself names them, all the way down, with their order where they are written as an array; and how the mapper is set.
 */
final class TypeShape {

    private static final int LENGTH = 16;

    /** By name, since an older Jackson knows one of them. */
    private static final Set<String> OBJECTS = Set.of("OBJECT", "POJO");

    private final ObjectMapper mapper;
    private final SerializationConfig config;
    private final StringBuilder text = new StringBuilder();
    private final Set<JavaType> seen = new HashSet<>();

    /** As what a member is looked at. */
    private enum Way {
        WRITTEN,
        READ
    }

    private record Property(AnnotatedMember member, JavaType type) {}

    private TypeShape(ObjectMapper mapper) {
        this.mapper = mapper;
        this.config = mapper.getSerializationConfig();
    }

    static String of(ObjectMapper mapper, JavaType type) {
        TypeShape shape = new TypeShape(mapper);
        shape.text.append(MapperText.of(mapper));
        shape.add(type);
        return hash(shape.text.toString());
    }

    private void add(JavaType type) {
        text.append(type.toCanonical()).append(MapperText.of(config.getConfigOverride(type.getRawClass())));
        if (type.isPrimitive() || !seen.add(type)) {
            return;
        }
        text.append(AnnotationText.of(TypeAnnotations.of(config, type)));
        if (type.isEnumImplType()) {
            addConstants(type.getRawClass());
        }
        boolean whole = type.getContentType() != null || type.isEnumType();
        if (type.getKeyType() != null) {
            add(type.getKeyType());
        }
        if (type.getContentType() != null) {
            add(type.getContentType());
        }
        if (isOfJava(type)) {
            type.getBindings().getTypeParameters().forEach(this::add);
        } else if (!whole
                || isObject(config.introspectClassAnnotations(type)
                        .getClassAnnotations()
                        .get(JsonFormat.class))
                || isObject(type)) {
            addBean(type);
        } else {
            addAccessors(config.introspect(type));
        }
    }

    private static boolean isOfJava(JavaType type) {
        return type.isArrayType() || type.getRawClass().getName().startsWith("java.");
    }

    private boolean isObject(JavaType type) {
        return OBJECTS.contains(
                config.getDefaultPropertyFormat(type.getRawClass()).getShape().name());
    }

    private static boolean isObject(@Nullable JsonFormat format) {
        return format != null && OBJECTS.contains(format.shape().name());
    }

    private void addBean(JavaType type) {
        BeanDescription bean = config.introspect(type);
        addRefined(bean.getClassInfo(), type, Way.WRITTEN);
        addRefined(bean.getClassInfo(), type, Way.READ);
        addOrder(bean.getClassAnnotations().get(JsonFormat.class), bean);
        addProperties(properties(bean), Way.WRITTEN);
        addAccessors(bean);
        addRead(mapper.getDeserializationConfig().introspect(type));
        Class<?> builder = config.getAnnotationIntrospector().findPOJOBuilder(bean.getClassInfo());
        if (builder != null) {
            addRead(mapper.getDeserializationConfig().introspectForBuilder(mapper.constructType(builder), bean));
        }
        addSubtypes(mapper.getSubtypeResolver().collectAndResolveSubtypesByClass(config, bean.getClassInfo()));
        addDefault(bean.getClassAnnotations().get(JsonTypeInfo.class));
        Class<?>[] permitted = type.getRawClass().getPermittedSubclasses();
        if (permitted != null) {
            addSubtypes(List.of(permitted).stream().map(NamedType::new).toList());
        }
        text.append('.');
    }

    private void addProperties(Map<String, Property> properties, Way way) {
        properties.forEach((name, property) -> addMember(';' + name, property.member(), property.type(), way));
    }

    private void addMember(String name, @Nullable AnnotatedMember member, @Nullable JavaType type, Way way) {
        if (member == null || type == null) {
            return;
        }
        text.append(name)
                .append(AnnotationText.of(member.getAllAnnotations().annotations()))
                .append(':');
        add(type);
        addRefined(member, type, way);
        addOrder(member.getAnnotation(JsonFormat.class), config.introspect(content(type)));
        JavaType base = type.isContainerType() ? type.getContentType() : type;
        addSubtypes(mapper.getSubtypeResolver().collectAndResolveSubtypesByClass(config, member, base));
        addDefault(member.getAnnotation(JsonTypeInfo.class));
    }

    /** What stands for the whole value, and for properties that have no name of their own. */
    private void addAccessors(BeanDescription bean) {
        for (AnnotatedMember each :
                Arrays.asList(bean.findAnyGetter(), bean.findJsonValueAccessor(), bean.findJsonKeyAccessor())) {
            addMember("^", each, typeOf(each), Way.WRITTEN);
        }
    }

    private void addRead(BeanDescription bean) {
        Map<String, Property> properties;
        AnnotatedMember rest;
        try {
            properties = properties(bean);
            rest = bean.findAnySetterAccessor();
        } catch (IllegalArgumentException e) {
            // Whoever reads the type is told so by Jackson; it may be a subtype that nobody uses.
            text.append('!');
            return;
        }
        text.append('|');
        addProperties(properties, Way.READ);
        JavaType ofRest = rest instanceof AnnotatedMethod setter ? setter.getParameterType(1) : typeOf(rest);
        addMember("^", rest, ofRest, Way.READ);
        Creators.of(bean).forEach((signature, types) -> {
            text.append(signature);
            types.forEach(this::add);
        });
    }

    private static @Nullable JavaType typeOf(@Nullable AnnotatedMember member) {
        return member == null ? null : member.getType();
    }

    private static Map<String, Property> properties(BeanDescription bean) {
        TreeMap<String, Property> all = new TreeMap<>();
        for (BeanPropertyDefinition each : bean.findProperties()) {
            AnnotatedMember member = each.getPrimaryMember();
            if (member != null) {
                all.put(each.getName(), new Property(member, each.getPrimaryType()));
            }
        }
        return all;
    }

    private void addDefault(@Nullable JsonTypeInfo info) {
        if (info != null && info.defaultImpl() != JsonTypeInfo.class) {
            add(mapper.constructType(info.defaultImpl()));
        }
    }

    /** The types that annotations name in the place of the declared one, such as {@code @JsonSerialize(as = …)}. */
    private void addRefined(Annotated annotated, JavaType type, Way way) {
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        AnnotatedMember member = annotated instanceof AnnotatedMember one ? one : null;
        try {
            JavaType refined;
            if (way == Way.WRITTEN) {
                refined = annotations.refineSerializationType(config, annotated, type);
                addConverted(annotations.findSerializationConverter(annotated));
                addConverted(member == null ? null : annotations.findSerializationContentConverter(member));
            } else {
                refined = annotations.refineDeserializationType(mapper.getDeserializationConfig(), annotated, type);
                addConverted(annotations.findDeserializationConverter(annotated));
                addConverted(member == null ? null : annotations.findDeserializationContentConverter(member));
            }
            if (!refined.equals(type)) {
                text.append('@');
                add(refined);
            }
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException("Jackson cannot write or read " + type.toCanonical() + ": " + e, e);
        }
    }

    private void addConverted(@Nullable Object converter) {
        if (converter == null) {
            return;
        }
        Class<?> type = converter instanceof Class<?> named ? named : converter.getClass();
        for (JavaType each : mapper.getTypeFactory().findTypeParameters(mapper.constructType(type), Converter.class)) {
            text.append('>');
            add(each);
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

    private void addSubtypes(Collection<NamedType> subtypes) {
        TreeMap<String, Class<?>> sorted = new TreeMap<>();
        subtypes.forEach(each -> sorted.put(each.getType().getName() + '=' + each.getName(), each.getType()));
        sorted.forEach((name, subtype) -> {
            text.append('<').append(name).append(':');
            add(mapper.constructType(subtype));
        });
    }

    private void addConstants(Class<?> type) {
        // What toString() gives may depend on the locale.
        boolean texts = config.isEnabled(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                || mapper.isEnabled(DeserializationFeature.READ_ENUMS_USING_TO_STRING);
        for (Object constant : type.getEnumConstants()) {
            text.append(',').append(texts ? constant : ((Enum<?>) constant).name());
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

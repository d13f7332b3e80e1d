package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** A fingerprint of what a type looks like in JSON: the names and types of its properties, all the way down. */
final class TypeShape {

    private static final int LENGTH = 16;

    private final ObjectMapper mapper;
    private final StringBuilder text = new StringBuilder();
    private final Set<JavaType> seen = new HashSet<>();

    private TypeShape(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    static String of(ObjectMapper mapper, JavaType type) {
        TypeShape shape = new TypeShape(mapper);
        shape.add(type);
        return hash(shape.text.toString());
    }

    private void add(JavaType type) {
        text.append(type.toCanonical());
        if (type.isEnumType()) {
            for (Object constant : type.getRawClass().getEnumConstants()) {
                text.append(',').append(constant);
            }
            return;
        }
        if (type.isContainerType()) {
            if (type.getKeyType() != null) {
                add(type.getKeyType());
            }
            add(type.getContentType());
            return;
        }
        if (type.isPrimitive() || type.getRawClass().getName().startsWith("java.") || !seen.add(type)) {
            return;
        }
        TreeMap<String, JavaType> properties = new TreeMap<>();
        for (BeanPropertyDefinition property :
                mapper.getSerializationConfig().introspect(type).findProperties()) {
            JavaType inner = property.getPrimaryType();
            if (inner != null) {
                properties.put(property.getName(), inner);
            }
        }
        properties.forEach((name, inner) -> {
            text.append(';').append(name).append(':');
            add(inner);
        });
        text.append('.');
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

package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.AnnotatedWithParams;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The constructors and factory methods that annotations name to Jackson. */
final class Creators {

    private Creators() {}

    /** The types of their parameters, by all that their declarations say. */
    static SortedMap<String, List<JavaType>> of(BeanDescription bean) {
        TreeMap<String, List<JavaType>> all = new TreeMap<>();
        Stream.concat(bean.getConstructors().stream(), bean.getFactoryMethods().stream())
                .forEach(each -> {
                    List<AnnotatedParameter> parameters = IntStream.range(0, each.getParameterCount())
                            .mapToObj(each::getParameter)
                            .toList();
                    StringBuilder declared = new StringBuilder(annotations(each));
                    parameters.forEach(parameter -> declared.append(annotations(parameter)));
                    if (!declared.isEmpty()) {
                        all.put(signature(each, parameters), types(parameters));
                    }
                });
        return all;
    }

    private static String signature(AnnotatedWithParams creator, List<AnnotatedParameter> parameters) {
        return parameters.stream()
                .map(each -> annotations(each) + each.getType().toCanonical())
                .collect(Collectors.joining(
                        ",", '|' + annotations(creator) + creator.getMember().getName() + '(', ")"));
    }

    private static List<JavaType> types(List<AnnotatedParameter> parameters) {
        return parameters.stream().map(AnnotatedParameter::getType).toList();
    }

    private static String annotations(AnnotatedMember member) {
        return AnnotationText.of(member.getAllAnnotations().annotations());
    }
}

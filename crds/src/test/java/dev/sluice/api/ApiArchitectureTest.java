package dev.sluice.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

@AnalyzeClasses(packages = "dev.sluice.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyAnnotationsAndJacksonAreUsed = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.sluice.api..",
                    "org.jspecify.annotations",
                    "com.fasterxml.jackson..",
                    "io.fabric8.generator.annotation",
                    "io.fabric8.crd.generator.annotation",
                    "io.fabric8.kubernetes.model.annotation",
                    "io.fabric8.kubernetes.api.model",
                    "io.fabric8.kubernetes.client");

    @ArchTest
    static final ArchRule conditionsKnowNoKind = noClasses()
            .that()
            .resideInAPackage("..condition")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..v1alpha1");

    @ArchTest
    static final ArchRule recordsToleratePropertiesOfOtherVersions = classes()
            .that()
            .areRecords()
            .should(haveJsonIgnoreUnknown())
            .andShould(omitNulls())
            .andShould(describeEveryComponent())
            .andShould(haveNoPrimitives());

    @ArchTest
    static final ArchRule valuesAreRecordsOrEnums = classes()
            .that()
            .resideInAPackage("..v1alpha1")
            .and()
            .arePublic()
            .and(are(com.tngtech.archunit.base.DescribedPredicate.not(simpleName("DatabaseCluster")
                    .or(simpleName("MigrationCheck"))
                    .or(simpleName("QueryCachePolicy"))
                    .or(simpleName("DurationText")))))
            .should(beRecordOrEnum());

    private static ArchCondition<JavaClass> haveJsonIgnoreUnknown() {
        return condition(
                "ignore unknown properties",
                type -> type.isAnnotationPresent(JsonIgnoreProperties.class)
                        && type.getAnnotation(JsonIgnoreProperties.class).ignoreUnknown());
    }

    private static ArchCondition<JavaClass> omitNulls() {
        return condition(
                "omit nulls",
                type -> type.isAnnotationPresent(JsonInclude.class)
                        && type.getAnnotation(JsonInclude.class).value() == JsonInclude.Include.NON_NULL);
    }

    private static ArchCondition<JavaClass> describeEveryComponent() {
        return condition(
                "describe every component",
                type -> Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getAccessor)
                        .allMatch(accessor -> accessor.isAnnotationPresent(JsonPropertyDescription.class)));
    }

    /** A problem handler's null for a value of a wrong type has no place in a primitive. */
    private static ArchCondition<JavaClass> haveNoPrimitives() {
        return condition(
                "have no primitive component",
                type -> Arrays.stream(type.getRecordComponents())
                        .noneMatch(component -> component.getType().isPrimitive()));
    }

    private static ArchCondition<JavaClass> beRecordOrEnum() {
        return condition("be a record or an enum", type -> type.isRecord() || type.isEnum());
    }

    private static ArchCondition<JavaClass> condition(
            String description, java.util.function.Predicate<Class<?>> satisfied) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, satisfied.test(type.reflect()), type.getName() + " should " + description));
            }
        };
    }
}

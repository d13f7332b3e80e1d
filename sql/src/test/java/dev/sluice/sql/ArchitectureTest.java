package dev.sluice.sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module goes into applications: it is small, needs nothing, and takes texts and gives values. */
@AnalyzeClasses(packages = "dev.sluice.sql", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_LINES = 300;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.sql.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("classify")
            .definedBy("..sql.classify")
            .layer("fingerprint")
            .definedBy("..sql.fingerprint")
            .layer("script")
            .definedBy("..sql.script")
            .layer("lexer")
            .definedBy("..sql.lexer")
            .layer("source")
            .definedBy("..sql.source")
            .whereLayer("classify")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("fingerprint")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("script")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lexer")
            .mayOnlyBeAccessedByLayers("classify", "fingerprint", "script")
            .whereLayer("source")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule nothingButTheJdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..", "java.util..", "java.io", "java.nio..", "org.jspecify..", "dev.sluice.sql..");

    @ArchTest
    static final ArchRule noRegularExpressions =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.regex..");

    @ArchTest
    static final ArchRule filesAreNotRead = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");

    @Test
    void classesAreSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}

package dev.sluice.cli;

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

/** Commands are apart from each other, and the program needs little. */
@AnalyzeClasses(packages = "dev.sluice.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_LINES = 300;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.cli.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("program")
            .definedBy("dev.sluice.cli")
            .layer("migrations")
            .definedBy("..cli.migrations")
            .layer("rules")
            .definedBy("..cli.rules")
            .layer("fingerprint")
            .definedBy("..cli.fingerprint")
            .layer("config")
            .definedBy("..cli.config")
            .layer("verify")
            .definedBy("..cli.verify")
            .layer("database")
            .definedBy("..cli.database")
            .layer("catalog")
            .definedBy("..cli.catalog")
            .layer("failure")
            .definedBy("..cli.failure")
            .whereLayer("program")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("migrations")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("rules")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("fingerprint")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("migrations")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("migrations", "rules")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("catalog", "verify")
            .whereLayer("verify")
            .mayOnlyBeAccessedByLayers("migrations");

    @ArchTest
    static final ArchRule yamlIsReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("..cli.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule databasesAreAskedInFewPlaces = noClasses()
            .that()
            .resideOutsideOfPackages("..cli.catalog", "..cli.database", "..cli.verify")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..");

    @Test
    void classesAreSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}

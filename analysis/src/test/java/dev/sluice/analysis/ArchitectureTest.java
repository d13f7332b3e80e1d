package dev.sluice.analysis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.analysis.migration.MigrationRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts and values in, findings out: no framework, a database for watching one only, and each parser behind one package. */
@AnalyzeClasses(packages = "dev.sluice.analysis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_LINES = 300;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.analysis.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule parsersAreKnownInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("..analysis.parse")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.pgcodekeeper..", "org.antlr..", "net.sf.jsqlparser..");

    @ArchTest
    static final ArchRule filesAreReadInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("..migration.files")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");

    @ArchTest
    static final ArchRule nothingIsConnectedTo = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.sql..", "org.postgresql..", "io.fabric8..", "io.quarkus..");

    @ArchTest
    static final ArchRule connectionsAreUsedInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("..analysis.observe")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule whatIsFoundDependsOnNoServer = noClasses()
            .that()
            .resideOutsideOfPackage("..analysis.observe")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..analysis.observe");

    @ArchTest
    static final ArchRule rulesAreFinal = classes()
            .that()
            .implement(MigrationRule.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL);

    @Test
    void classesAreSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }
}

package dev.sluice.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.testing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.testing.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule fixturesDoNotKnowEachOther = slices().matching(
                    "dev.sluice.testing.(postgres|redis|kubernetes)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyTheJunitPackageNeedsJunit = noClasses()
            .that()
            .resideOutsideOfPackage("..junit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..");

    @ArchTest
    static final ArchRule noOtherModuleIsNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.sluice.api..", "dev.sluice.routing..", "dev.sluice.operator..", "dev.sluice.demo..");
}

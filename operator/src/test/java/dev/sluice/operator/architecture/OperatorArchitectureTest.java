package dev.sluice.operator.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.operator.access.AccessPlan;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.kubernetes.StatusPatch;
import dev.sluice.operator.probe.Observation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.sluice.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class OperatorArchitectureTest {

    private static final int MOST_LINES = 300;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRootPackageIsEmpty = classes().should().resideOutsideOfPackage("dev.sluice.operator");

    @ArchTest
    static final ArchRule whatIsHeldTrueOfAClusterIsDecidedFromValuesAlone = classes()
            .that()
            .resideInAPackage("..operator.cluster")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java.lang..",
                            "java.util..",
                            "java.time..",
                            "org.jspecify.annotations",
                            "dev.sluice.routing.health",
                            "dev.sluice.routing.replication",
                            "dev.sluice.routing.topology",
                            "dev.sluice.operator.cluster")
                    .or(belongToAnyOf(Observation.class, AccessPlan.class, AccessResult.class)));

    @ArchTest
    static final ArchRule onlyTheProbeSpeaksToDatabases = noClasses()
            .that()
            .resideOutsideOfPackage("..operator.probe")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.pgclient..", "io.vertx.sqlclient..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule onePackageSpeaksToRedis = noClasses()
            .that()
            .resideOutsideOfPackage("..operator.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.redis..", "io.lettuce..");

    @ArchTest
    static final ArchRule theProbeKnowsNoKubernetes = noClasses()
            .that()
            .resideInAnyPackage(
                    "..operator.connection",
                    "..operator.probe",
                    "..operator.fleet",
                    "..operator.redis",
                    "..operator.caching")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "dev.sluice.api..");

    @ArchTest
    static final ArchRule connectionPoolsStayInTheLibrary = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.zaxxer..",
                    "dev.sluice.routing",
                    "dev.sluice.routing.jdbc..",
                    "dev.sluice.routing.source..",
                    "dev.sluice.routing.monitor..",
                    "dev.sluice.routing.cache",
                    "dev.sluice.routing.cache.redis..");

    /** The SDK can lose an edit of the spec that lands while it writes the status (java-operator-sdk#3398). */
    @ArchTest
    static final ArchRule theSdkWritesNoStatus = noClasses()
            .should()
            .accessTargetWhere(targetOwner(assignableTo(UpdateControl.class)).and(target(nameMatching("patch.*"))))
            .orShould()
            .accessTargetWhere(
                    targetOwner(assignableTo(ErrorStatusUpdateControl.class)).and(target(nameMatching("patch.*"))))
            .orShould()
            .accessTargetWhere(targetOwner(assignableTo(Context.class)).and(target(nameMatching("resourceOperations"))))
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("PrimaryUpdateAndCacheUtils");

    @ArchTest
    static final ArchRule onlyOneClassWritesStatus = noClasses()
            .that(not(belongToAnyOf(StatusPatch.class)))
            .should()
            .accessTargetWhere(targetOwner(resideInAnyPackage("io.fabric8.kubernetes.client.."))
                    .and(target(nameMatching("subresource|(patch|update|edit|replace)Status"))));

    @ArchTest
    static final ArchRule timeAndChanceAreGiven = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .accessTargetWhere(targetOwner(assignableTo(Thread.class)).and(target(nameMatching("sleep"))));

    @ArchTest
    static final ArchRule oneClassNamesTheClock = noClasses()
            .that()
            .resideOutsideOfPackage("..operator.kubernetes")
            .should()
            .accessTargetWhere(targetOwner(assignableTo(Clock.class)).and(target(nameMatching("system.*"))));

    @ArchTest
    static final ArchRule namesSayWhatIsInside = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..")
            .orShould()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Base|Data|Info)");

    @Test
    void noFileIsLong() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources)
                    .hasSizeGreaterThan(40)
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(MOST_LINES));
        }
    }

    /** The rules above that forbid access would pass, too, if the names they match did not exist. */
    @Test
    void theForbiddenMethodsExist() {
        assertThat(UpdateControl.class.getMethods()).extracting("name").contains("patchStatus", "patchResource");
        assertThat(ErrorStatusUpdateControl.class.getMethods())
                .extracting("name")
                .contains("patchStatus");
        assertThat(Context.class.getMethods()).extracting("name").contains("resourceOperations");
        assertThat(Resource.class.getMethods())
                .extracting("name")
                .contains("subresource", "patchStatus", "updateStatus");
    }
}

package dev.sluice.routing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;

@AnalyzeClasses(packages = "dev.sluice.routing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.sluice.routing.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("facade")
            .definedBy("dev.sluice.routing")
            .layer("jdbc")
            .definedBy("..routing.jdbc")
            .layer("monitor")
            .definedBy("..routing.monitor")
            .layer("rotation")
            .definedBy("..routing.rotation")
            .layer("source")
            .definedBy("..routing.source")
            .layer("connect")
            .definedBy("..routing.connect")
            .layer("credentials")
            .definedBy("..routing.credentials")
            .layer("tls")
            .definedBy("..routing.tls")
            .layer("metrics")
            .definedBy("..routing.metrics")
            .layer("balance")
            .definedBy("..routing.balance")
            .layer("health")
            .definedBy("..routing.health")
            .layer("replication")
            .definedBy("..routing.replication")
            .layer("topology")
            .definedBy("..routing.topology")
            .layer("cache policy")
            .definedBy("..routing.cache.policy")
            .layer("watch")
            .definedBy("..routing.watch")
            .layer("document")
            .definedBy("..routing.document")
            .whereLayer("facade")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jdbc")
            .mayOnlyBeAccessedByLayers("facade")
            .whereLayer("monitor")
            .mayOnlyBeAccessedByLayers("facade", "jdbc")
            .whereLayer("rotation")
            .mayOnlyBeAccessedByLayers("facade", "jdbc", "monitor")
            .whereLayer("source")
            .mayOnlyBeAccessedByLayers("facade")
            .whereLayer("connect")
            .mayOnlyBeAccessedByLayers("facade", "jdbc", "monitor", "source")
            .whereLayer("credentials")
            .mayOnlyBeAccessedByLayers("facade", "jdbc", "source", "connect")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("facade", "connect")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("facade", "jdbc")
            .whereLayer("balance")
            .mayOnlyBeAccessedByLayers("facade", "rotation")
            .whereLayer("health")
            .mayOnlyBeAccessedByLayers("jdbc", "monitor", "rotation", "connect")
            .whereLayer("replication")
            .mayOnlyBeAccessedByLayers("monitor", "health")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("source")
            .whereLayer("document")
            .mayOnlyBeAccessedByLayers("source", "topology", "cache policy", "watch");

    @ArchTest
    static final ArchRule decisionsAreFreeOfInputAndOutput = noClasses()
            .that()
            .resideInAnyPackage(
                    "..routing.topology",
                    "..routing.cache.policy",
                    "..routing.cache.decision",
                    "..routing.cache.statement",
                    "..routing.balance",
                    "..routing.replication",
                    "..routing.health",
                    "..routing.rotation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule onlyTheCodecsKnowJson = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..routing.document",
                    "..routing.topology",
                    "..routing.cache",
                    "..routing.cache.policy",
                    "..routing.cache.codec")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule onlyThePoolsKnowHikari = noClasses()
            .that()
            .resideOutsideOfPackage("..routing.jdbc")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.zaxxer..");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsLettuce = noClasses()
            .that()
            .resideOutsideOfPackage("..routing.cache.redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "io.netty..");

    /** Clocks of applications may differ: entries expire by that of the Redis server, and durations are measured. */
    @ArchTest
    static final ArchRule theCacheHasNoClock = noClasses()
            .that()
            .resideInAPackage("..routing.cache..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Date.class);

    @ArchTest
    static final ArchRule onlyTheNearCacheKnowsCaffeine = noClasses()
            .that()
            .resideOutsideOfPackage("..routing.cache.near")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.benmanes..");

    @ArchTest
    static final ArchRule withoutACacheNothingKnowsOfIt = noClasses()
            .that()
            .resideOutsideOfPackage("..routing.cache..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..routing.cache..");

    @ArchTest
    static final ArchRule noFramework = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "org.springframework..", "io.vertx..", "dev.sluice.api..");

    /** The client is optional: whatever else names it would break applications that have none. */
    @ArchTest
    static final ArchRule onlyTheWatchKnowsKubernetes = noClasses()
            .that()
            .haveNameNotMatching(
                    ".*\\.(watch\\.(WatchedDocument|ConfigMapWatch)|source\\.WatchedTopologySource|cache\\.WatchedPolicy)([$].*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..");
}

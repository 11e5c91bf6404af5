package org.neurobeam.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules, no cycles between packages, Beam in one module, and no dump of helpers. */
@AnalyzeClasses(
        packages = "org.neurobeam",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** From the package phase on, the test classes of schemas come as a jar. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schemas")
            .definedBy("org.neurobeam.schemas..")
            .layer("ingest")
            .definedBy("org.neurobeam.ingest..")
            .layer("preprocess")
            .definedBy("org.neurobeam.preprocess..")
            .layer("encoders")
            .definedBy("org.neurobeam.encoders..")
            .layer("decoders")
            .definedBy("org.neurobeam.decoders..")
            .layer("pipelines")
            .definedBy("org.neurobeam.pipelines..")
            .withOptionalLayers(true)
            .whereLayer("pipelines")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("decoders")
            .mayOnlyBeAccessedByLayers("pipelines")
            .whereLayer("encoders")
            .mayOnlyBeAccessedByLayers("decoders", "pipelines")
            .whereLayer("preprocess")
            .mayOnlyBeAccessedByLayers("encoders", "decoders", "pipelines")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("pipelines");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.neurobeam.(*.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule BEAM_IN_PIPELINES_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("org.neurobeam.pipelines..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.beam..", "org.apache.flink..");

    @ArchTest
    static final ArchRule NO_DUMPS = classes()
            .that()
            .resideInAPackage("org.neurobeam..")
            .should()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");
}

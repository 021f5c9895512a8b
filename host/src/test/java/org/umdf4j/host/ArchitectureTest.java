package org.umdf4j.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The arrows between the rooms never turn back. */
@Timeout(120)
class ArchitectureTest {
    private static final String ROOT = "org.umdf4j.";

    /** For each room, the other rooms it may know. */
    private static final Map<String, List<String>> MAY_KNOW = new LinkedHashMap<>();

    static {
        MAY_KNOW.put("ddi", List.of());
        MAY_KNOW.put("linux", List.of());
        MAY_KNOW.put("framework", List.of("ddi"));
        MAY_KNOW.put("samples", List.of("ddi"));
        MAY_KNOW.put("reflector.fuse", List.of("ddi", "framework", "linux"));
        MAY_KNOW.put("reflector.nbd", List.of("ddi", "framework"));
        MAY_KNOW.put("testkit", List.of("ddi", "framework"));
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.umdf4j");

    @Test
    void everyRoomIsLookedAt() {
        for (String room : MAY_KNOW.keySet()) {
            assertThat(CLASSES.stream().filter(type -> type.getPackageName().startsWith(ROOT + room)))
                    .as(room)
                    .isNotEmpty();
        }
    }

    @Test
    void roomsKnowOnlyTheRoomsTheyMay() {
        MAY_KNOW.forEach((room, known) -> {
            String[] others = MAY_KNOW.keySet().stream()
                    .filter(other -> !other.equals(room) && !known.contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "host..")
                    .check(CLASSES);
        });
    }

    @Test
    void theFrameworkStartsNoThreadReadsNoClockAndOpensNoFile() {
        noClasses()
                .that()
                .resideInAPackage("org.umdf4j.framework..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io.channels..", "java.nio.file..", "java.net..")
                .check(CLASSES);
    }

    @Test
    void thePackagesOfTheFrameworkFormNoCircle() {
        slices().matching("org.umdf4j.framework.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void aReflectorKnowsIrpsAndNeitherQueuesNorDrivers() {
        noClasses()
                .that()
                .resideInAPackage("org.umdf4j.reflector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.umdf4j.framework.queue..",
                        "org.umdf4j.framework.request..",
                        "org.umdf4j.framework.device..",
                        "org.umdf4j.framework.driver..",
                        "org.umdf4j.framework.stack..")
                .check(CLASSES);
    }
}

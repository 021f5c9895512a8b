package org.umdf4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.framework.inf.DriverPackage;
import org.umdf4j.framework.inf.DriverService;
import org.umdf4j.framework.inf.InfException;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SamplesAreFoundTest {
    private static final String SERVICES = "/META-INF/services/org.umdf4j.ddi.IDriverEntry";

    @Test
    void eachSampleIsAServiceWhoseClassNameGivesItsName() throws ReflectiveOperationException, IOException {
        List<String> names = new ArrayList<>();
        for (String provider : provided()) {
            Object entry = Class.forName(provider).getConstructor().newInstance();
            assertThat(entry).isInstanceOf(IDriverEntry.class);
            names.add(
                    entry.getClass().getSimpleName().replaceFirst("Driver$", "").toLowerCase(Locale.ROOT));
        }

        assertThat(names).containsExactlyInAnyOrder("null", "echo", "disk", "factorial", "trace");
    }

    @Test
    void theServicesFileForTheClassPathListsWhatTheModuleProvides() throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(SERVICES))) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> !line.startsWith("#"))
                    .containsExactlyInAnyOrderElementsOf(provided());
        }
    }

    @Test
    void theSamplesAreADriverPackageAndOneOfItsModelsHasAFilter() throws IOException, InfException {
        byte[] inf;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/samples.inf"))) {
            inf = file.readAllBytes();
        }

        DriverPackage samples = DriverPackage.parse("samples.inf", inf, Set.of());

        assertThat(samples.warnings()).isEmpty();
        assertThat(samples.models())
                .flatExtracting(model -> model.install().stack())
                .extracting(service -> service.binary().orElseThrow().entryClass())
                .containsAll(provided())
                .isSubsetOf(provided());
        assertThat(samples.model("UMDF4J\\TracedDisk").orElseThrow().install().stack())
                .extracting(DriverService::name)
                .containsExactly("disk", "trace");
    }

    @Test
    void theGuideQuotesTheNullDriverAsItIs() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "writing-a-driver.md"));
        String source = Files.readString(
                Path.of("src", "main", "java", "org", "umdf4j", "samples", "nulldevice", "NullDriver.java"));

        assertThat(guide).contains("```java\n" + source + "```\n");
    }

    private static List<String> provided() throws IOException {
        try (InputStream moduleInfo = Files.newInputStream(Path.of("target", "classes", "module-info.class"))) {
            return ModuleDescriptor.read(moduleInfo).provides().stream()
                    .flatMap(provides -> provides.providers().stream())
                    .toList();
        }
    }
}

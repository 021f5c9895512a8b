package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.IWDFPropertyStoreFactory.KEY_QUERY_VALUE;
import static org.umdf4j.ddi.IWDFPropertyStoreFactory.KEY_SET_VALUE;
import static org.umdf4j.ddi.WDF_PROPERTY_STORE_DISPOSITION.CREATED_NEW_STORE;
import static org.umdf4j.ddi.WDF_PROPERTY_STORE_DISPOSITION.OPENED_EXISTING_STORE;
import static org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_IF_MISSING;
import static org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_VOLATILE;
import static org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS.NORMAL;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.umdf4j.ddi.DEVPROPKEY;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFNamedPropertyStore;
import org.umdf4j.ddi.IWDFUnifiedPropertyStore;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.RetrievedPropertyStore;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_ROOT;
import org.umdf4j.framework.property.PropertyFiles;
import org.umdf4j.framework.property.PropertyStores;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Property stores, by the pages of the property store interfaces; the contract has no rules for them. */
class PropertyStoreTest {
    private static final int READ_WRITE = KEY_QUERY_VALUE | KEY_SET_VALUE;

    /** Files in memory whose writing can fail. */
    private static final class Files implements PropertyFiles {
        final Map<List<String>, byte[]> kept = new ConcurrentHashMap<>();
        boolean failing;

        @Override
        public Optional<byte[]> read(List<String> path) {
            return Optional.ofNullable(kept.get(path));
        }

        @Override
        public void write(List<String> path, byte[] content) throws IOException {
            if (failing) {
                throw new IOException("no space left");
            }
            kept.put(path, content);
        }
    }

    /** A device whose host keeps stores in {@code files}; each one is like after a restart of the host. */
    private static ScriptedDriver plugged(DriverBench bench, Files files) {
        bench.provide(services -> services.withProperties(new PropertyStores(bench.scheduler(), files)));
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        return driver;
    }

    private static RetrievedPropertyStore open(
            ScriptedDriver driver, WDF_PROPERTY_STORE_ROOT root, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags) {
        return driver.device().retrieveDevicePropertyStore(root, flags, READ_WRITE, null);
    }

    @Schedules(0)
    void valuesOfEveryKindSurviveARestart(DriverBench bench) {
        Files files = new Files();
        IWDFNamedPropertyStore store = plugged(bench, files)
                .device()
                .retrieveDevicePropertyStore((String) null, NORMAL)
                .store();
        store.setNamedValue("number", PropVariant.of(-1));
        store.setNamedValue("string", PropVariant.of("tab\tline\nreturn\rback\\slash \u00e4\u20ac"));
        store.setNamedValue("bytes", PropVariant.of(new byte[] {0, -1, 7}));
        store.setNamedValue("strings", PropVariant.of(List.of("", "two\tfields")));
        store.setNamedValue("none", PropVariant.of(List.of()));
        bench.unplug();
        IWDFNamedPropertyStore again = plugged(bench, files)
                .device()
                .retrieveDevicePropertyStore((String) null, NORMAL)
                .store();
        assertThat(again.getNameCount()).isEqualTo(5);
        assertThat(IntStream.range(0, 5).mapToObj(again::getNameAt))
                .containsExactly("bytes", "none", "number", "string", "strings");
        assertThat(again.getNamedValue("NUMBER")).contains(PropVariant.of(-1));
        assertThat(again.getNamedValue("number").orElseThrow().text()).isEqualTo("4294967295");
        assertThat(again.getNamedValue("string"))
                .contains(PropVariant.of("tab\tline\nreturn\rback\\slash \u00e4\u20ac"));
        assertThat(again.getNamedValue("bytes")).contains(PropVariant.of(new byte[] {0, -1, 7}));
        assertThat(again.getNamedValue("strings")).contains(PropVariant.of(List.of("", "two\tfields")));
        assertThat(again.getNamedValue("none")).contains(PropVariant.of(List.of()));
    }

    @Schedules(0)
    void aDeletedValueIsGoneAndAMissingOneCannotBeDeleted(DriverBench bench) {
        Files files = new Files();
        IWDFNamedPropertyStore store = plugged(bench, files)
                .device()
                .retrieveDevicePropertyStore((String) null, NORMAL)
                .store();
        store.setNamedValue("a", PropVariant.of(1));
        store.deleteNamedValue("A");
        assertThat(store.getNamedValue("a")).isEmpty();
        assertThat(store.getNameCount()).isZero();
        QueueCreationTest.assertRefused(HResult.ERROR_FILE_NOT_FOUND, () -> store.deleteNamedValue("a"));
        QueueCreationTest.assertRefused(HResult.E_INVALIDARG, () -> store.getNameAt(0));
    }

    @Schedules(0)
    void aStoreIsCreatedOnlyWhenAskedForAndAVolatileOneIsNotKept(DriverBench bench) {
        Files files = new Files();
        ScriptedDriver driver = plugged(bench, files);
        WDF_PROPERTY_STORE_ROOT software = WDF_PROPERTY_STORE_ROOT.softwareKey();
        WDF_PROPERTY_STORE_ROOT other = WDF_PROPERTY_STORE_ROOT.hardwareKey("other");
        QueueCreationTest.assertRefused(HResult.ERROR_FILE_NOT_FOUND, () -> open(driver, software, NORMAL));
        assertThat(open(driver, software, CREATE_IF_MISSING).disposition()).isEqualTo(CREATED_NEW_STORE);
        assertThat(open(driver, software, CREATE_IF_MISSING).disposition()).isEqualTo(OPENED_EXISTING_STORE);
        RetrievedPropertyStore passing = open(driver, other, CREATE_VOLATILE);
        assertThat(passing.disposition()).isEqualTo(CREATED_NEW_STORE);
        passing.store().setNamedValue("a", PropVariant.of(1));
        assertThat(open(driver, other, NORMAL).store().getNamedValue("a")).contains(PropVariant.of(1));
        bench.unplug();
        ScriptedDriver restarted = plugged(bench, files);
        assertThat(open(restarted, software, NORMAL).disposition()).isEqualTo(OPENED_EXISTING_STORE);
        QueueCreationTest.assertRefused(HResult.ERROR_FILE_NOT_FOUND, () -> open(restarted, other, NORMAL));
    }

    @Schedules(0)
    void subkeysAndMapsAreStoresOfTheirOwn(DriverBench bench) {
        Files files = new Files();
        ScriptedDriver driver = plugged(bench, files);
        WDF_PROPERTY_STORE_ROOT software = WDF_PROPERTY_STORE_ROOT.softwareKey();
        open(driver, software, CREATE_IF_MISSING).store().setNamedValue("a", PropVariant.of(1));
        IWDFNamedPropertyStore sub = driver.device()
                .retrieveDevicePropertyStore(software, CREATE_IF_MISSING, READ_WRITE, "x\\y")
                .store();
        assertThat(sub.getNamedValue("a")).isEmpty();
        open(driver, WDF_PROPERTY_STORE_ROOT.legacyHardwareKey("SERIALCOMM"), CREATE_IF_MISSING)
                .store()
                .setNamedValue("port", PropVariant.of("COM1"));
        assertThat(files.kept.keySet())
                .containsExactlyInAnyOrder(
                        List.of("software", "driver"),
                        List.of("software", "driver", "key", "x", "key", "y"),
                        List.of("map", "serialcomm"));
    }

    @Schedules(0)
    void whatADriverMayNotNameOrAskForIsRefused(DriverBench bench) {
        ScriptedDriver driver = plugged(bench, new Files());
        WDF_PROPERTY_STORE_ROOT own = WDF_PROPERTY_STORE_ROOT.hardwareKey();
        for (WDF_PROPERTY_STORE_ROOT wrong : List.of(
                WDF_PROPERTY_STORE_ROOT.hardwareKey("WDF"),
                WDF_PROPERTY_STORE_ROOT.hardwareKey("wudf"),
                WDF_PROPERTY_STORE_ROOT.hardwareKey(""),
                WDF_PROPERTY_STORE_ROOT.legacyHardwareKey("x".repeat(256)),
                WDF_PROPERTY_STORE_ROOT.deviceInterfaceKey(new UUID(1, 2), Optional.empty()))) {
            QueueCreationTest.assertRefused(HResult.E_INVALIDARG, () -> open(driver, wrong, CREATE_IF_MISSING));
        }
        for (int access : new int[] {0x4000_0000, 0x4 | READ_WRITE, 0x4_0000}) {
            QueueCreationTest.assertRefused(
                    HResult.E_INVALIDARG, () -> driver.device().retrieveDevicePropertyStore(own, NORMAL, access, null));
        }
        for (String subkey : new String[] {"", "a\\\\b", "a\\".repeat(20) + "b"}) {
            QueueCreationTest.assertRefused(HResult.E_INVALIDARG, () -> driver.device()
                    .retrieveDevicePropertyStore(own, CREATE_IF_MISSING, READ_WRITE, subkey));
        }
        IWDFNamedPropertyStore readOnly = driver.device()
                .retrieveDevicePropertyStore(own, NORMAL, KEY_QUERY_VALUE, null)
                .store();
        QueueCreationTest.assertRefused(
                HResult.ERROR_ACCESS_DENIED, () -> readOnly.setNamedValue("a", PropVariant.of(1)));
        IWDFNamedPropertyStore root = open(
                        driver,
                        WDF_PROPERTY_STORE_ROOT.hardwareKey(WDF_PROPERTY_STORE_ROOT.HARDWARE_KEY_ROOT),
                        CREATE_IF_MISSING)
                .store();
        QueueCreationTest.assertRefused(HResult.ERROR_ACCESS_DENIED, () -> root.setNamedValue("a", PropVariant.of(1)));
    }

    @Schedules(0)
    void aStoreHasALimitAndAChangeBeyondItIsNone(DriverBench bench) {
        IWDFNamedPropertyStore store = plugged(bench, new Files())
                .device()
                .retrieveDevicePropertyStore((String) null, NORMAL)
                .store();
        store.setNamedValue("a", PropVariant.of(1));
        QueueCreationTest.assertRefused(
                HResult.ERROR_NOT_ENOUGH_MEMORY,
                () -> store.setNamedValue("a", PropVariant.of("x".repeat(PropertyStores.MOST_BYTES))));
        QueueCreationTest.assertRefused(
                HResult.E_INVALIDARG, () -> store.setNamedValue("x".repeat(256), PropVariant.of(1)));
        assertThat(store.getNamedValue("a")).contains(PropVariant.of(1));
        assertThat(store.getNameCount()).isEqualTo(1);
    }

    @Schedules(0)
    void aValueThatCannotBeKeptIsNotThere(DriverBench bench) {
        Files files = new Files();
        ScriptedDriver driver = plugged(bench, files);
        IWDFNamedPropertyStore store = driver.device()
                .retrieveDevicePropertyStore((String) null, NORMAL)
                .store();
        store.setNamedValue("a", PropVariant.of(1));
        files.failing = true;
        QueueCreationTest.assertRefused(HResult.ERROR_IO_DEVICE, () -> store.setNamedValue("a", PropVariant.of(2)));
        QueueCreationTest.assertRefused(HResult.ERROR_IO_DEVICE, () -> store.deleteNamedValue("a"));
        QueueCreationTest.assertRefused(
                HResult.ERROR_IO_DEVICE, () -> open(driver, WDF_PROPERTY_STORE_ROOT.softwareKey(), CREATE_IF_MISSING));
        assertThat(store.getNamedValue("a")).contains(PropVariant.of(1));
        files.failing = false;
        store.setNamedValue("a", PropVariant.of(3));
        assertThat(store.getNamedValue("a")).contains(PropVariant.of(3));
    }

    @Schedules(0)
    void aBrokenFileIsAnErrorAndStaysAsItIs(DriverBench bench) {
        Files files = new Files();
        byte[] broken = "not a store".getBytes(StandardCharsets.UTF_8);
        files.kept.put(List.of("software", "driver"), broken);
        ScriptedDriver driver = plugged(bench, files);
        QueueCreationTest.assertRefused(
                HResult.ERROR_IO_DEVICE, () -> open(driver, WDF_PROPERTY_STORE_ROOT.softwareKey(), CREATE_IF_MISSING));
        assertThat(files.kept.get(List.of("software", "driver"))).isEqualTo(broken);
    }

    @Schedules(40)
    void changesOfSeveralThreadsAreAllKept(DriverBench bench) {
        Files files = new Files();
        ScriptedDriver driver = plugged(bench, files);
        List<Activity> writers = IntStream.range(0, 4)
                .mapToObj(number -> bench.begin("writer", () -> driver.device()
                        .retrieveDevicePropertyStore((String) null, NORMAL)
                        .store()
                        .setNamedValue("v" + number, PropVariant.of(number))))
                .toList();
        writers.forEach(Activity::await);
        bench.unplug();
        IWDFNamedPropertyStore again = plugged(bench, files)
                .device()
                .retrieveDevicePropertyStore((String) null, NORMAL)
                .store();
        assertThat(again.getNameCount()).isEqualTo(4);
    }

    @Schedules(0)
    void aPropertyLastsIfItIsPersistent(DriverBench bench) {
        Files files = new Files();
        DEVPROPKEY lasting = new DEVPROPKEY(new UUID(1, 2), 2);
        DEVPROPKEY passing = new DEVPROPKEY(new UUID(1, 2), 3);
        MemorySegment four = MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
        IWDFUnifiedPropertyStore store = plugged(bench, files)
                .device()
                .retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT.hardwareKey());
        store.setPropertyData(lasting, 0, IWDFUnifiedPropertyStore.PLUGPLAY_PROPERTY_PERSISTENT, 0x07, four);
        store.setPropertyData(passing, 0, 0, 0x07, four);
        assertThat(store.getPropertyData(passing, 0, 0).orElseThrow().propertyType())
                .isEqualTo(0x07);
        assertThat(store.getPropertyData(lasting, 1033, 0)).isEmpty();
        bench.unplug();
        IWDFUnifiedPropertyStore again = plugged(bench, files)
                .device()
                .retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT.hardwareKey());
        assertThat(again.getPropertyData(passing, 0, 0)).isEmpty();
        assertThat(again.getPropertyData(lasting, 0, 0).orElseThrow().data().toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(1, 2, 3, 4);
        again.setPropertyData(lasting, 0, IWDFUnifiedPropertyStore.PLUGPLAY_PROPERTY_PERSISTENT, 0, null);
        assertThat(again.getPropertyData(lasting, 0, 0)).isEmpty();
    }

    @Schedules(0)
    void aPropertyHasTheLengthOfItsType(DriverBench bench) {
        IWDFUnifiedPropertyStore store = plugged(bench, new Files())
                .device()
                .retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT.hardwareKey());
        DEVPROPKEY key = new DEVPROPKEY(new UUID(1, 2), 2);
        MemorySegment three = MemorySegment.ofArray(new byte[3]);
        store.setPropertyData(key, 0, 0, 0x1003, three); // an array of bytes
        for (int type : new int[] {0x07, 0x0, 0x1B, 0x1012, 0x2007, 0x4007, -1}) {
            QueueCreationTest.assertRefused(HResult.E_INVALIDARG, () -> store.setPropertyData(key, 0, 0, type, three));
        }
        QueueCreationTest.assertRefused(
                HResult.E_INVALIDARG, () -> store.setPropertyData(new DEVPROPKEY(new UUID(1, 2), 1), 0, 0, 3, three));
        QueueCreationTest.assertRefused(HResult.E_INVALIDARG, () -> store.setPropertyData(key, 0, 2, 0x1003, three));
    }
}

package org.umdf4j.framework.property;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.DEVPROPKEY;
import org.umdf4j.ddi.DevicePropertyData;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFUnifiedPropertyStore;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WdfException;

/** Properties of a device or interface by key: values of two stores, of which one lasts. Any thread. */
final class UnifiedStore implements IWDFUnifiedPropertyStore {
    /** The smallest number of a property; those below have another meaning in a DEVPROPKEY. */
    private static final int FIRST_PROPERTY = 2;

    private final StoredValues lasting;
    private final StoredValues passing;

    UnifiedStore(StoredValues lasting, StoredValues passing) {
        this.lasting = lasting;
        this.passing = passing;
    }

    @Override
    public void setPropertyData(
            DEVPROPKEY propertyKey, int lcid, int flags, int propertyType, @Nullable MemorySegment propertyData) {
        if ((flags & ~PLUGPLAY_PROPERTY_PERSISTENT) != 0) {
            throw new WdfException(HResult.E_INVALIDARG, "flags 0x%X of a property".formatted(flags));
        }
        String name = name(propertyKey, lcid);
        StoredValues store = flags == 0 ? passing : lasting;
        if (propertyData == null) {
            store.change(values -> values.remove(name));
            return;
        }
        byte[] data = propertyData.toArray(ValueLayout.JAVA_BYTE);
        PropertyType.require(propertyType, data.length);
        byte[] typed = ByteBuffer.allocate(Integer.BYTES + data.length)
                .putInt(propertyType)
                .put(data)
                .array();
        store.change(values -> values.put(name, PropVariant.of(typed)));
    }

    @Override
    public Optional<DevicePropertyData> getPropertyData(DEVPROPKEY propertyKey, int lcid, int flags) {
        if (flags != 0) {
            throw new WdfException(HResult.E_INVALIDARG, "flags 0x%X of a property".formatted(flags));
        }
        String name = name(propertyKey, lcid);
        return Optional.ofNullable(passing.values().get(name))
                .or(() -> Optional.ofNullable(lasting.values().get(name)))
                .flatMap(UnifiedStore::data);
    }

    private static Optional<DevicePropertyData> data(PropVariant value) {
        if (value instanceof PropVariant.Blob blob && blob.bytes().length >= Integer.BYTES) {
            byte[] typed = blob.bytes();
            byte[] data = Arrays.copyOfRange(typed, Integer.BYTES, typed.length);
            return Optional.of(new DevicePropertyData(
                    ByteBuffer.wrap(typed).getInt(), MemorySegment.ofArray(data).asReadOnly()));
        }
        return Optional.empty();
    }

    private static String name(DEVPROPKEY key, int lcid) {
        if (key.pid() < FIRST_PROPERTY) {
            throw new WdfException(HResult.E_INVALIDARG, "property numbers begin at 2: " + key);
        }
        return "%s %d %d".formatted(key.fmtid(), key.pid(), lcid);
    }
}

package org.umdf4j.ddi;

import java.util.Optional;

/** IWDFNamedPropertyStore. */
public interface IWDFNamedPropertyStore {
    Optional<PropVariant> getNamedValue(String name);

    void setNamedValue(String name, PropVariant value);

    int getNameCount();

    String getNameAt(int index);
}

package org.umdf4j.framework.inf;

import java.util.List;

/**
 * A device that a package can install.
 *
 * @param manufacturer who makes it
 * @param description what it is, for people
 * @param ids its hardware id, then compatible ids; at least one
 * @param install what installing it means
 */
public record DriverModel(String manufacturer, String description, List<String> ids, DriverInstall install) {
    /** The longest hardware or compatible id. */
    public static final int LONGEST_ID = 200;

    public DriverModel {
        ids = List.copyOf(ids);
    }

    /** Its hardware id. */
    public String hardwareId() {
        return ids.getFirst();
    }

    /** Whether one of its ids is {@code id}, whatever its case. */
    public boolean hasId(String id) {
        return ids.stream().anyMatch(id::equalsIgnoreCase);
    }
}

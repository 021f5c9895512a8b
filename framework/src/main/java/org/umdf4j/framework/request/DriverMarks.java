package org.umdf4j.framework.request;

import java.util.Optional;
import java.util.UUID;

/** What a driver has said about a request's origin, over what the IRP says. Immutable. */
record DriverMarks(Optional<Boolean> userModeDriverInitiated, Optional<UUID> activityId) {
    static final DriverMarks NONE = new DriverMarks(Optional.empty(), Optional.empty());

    DriverMarks withUserModeDriverInitiated(boolean initiated) {
        return new DriverMarks(Optional.of(initiated), activityId);
    }

    DriverMarks withActivityId(UUID activity) {
        return new DriverMarks(userModeDriverInitiated, Optional.of(activity));
    }
}

package org.umdf4j.framework.pnp;

/** Where a power policy owner's device stands between work, idleness and system sleep (sections 5.1 and 5.2). */
public enum PolicyState {
    OFF("off"),
    ARRIVING("arriving in D0"),
    WORKING("working"),
    LOOKING("working, looking how long it has been idle"),
    DOWN_REQUESTED("power-down requested"),
    DECIDING("power-down requested, deciding"),
    GOING_DOWN("powering down"),
    ARRIVED_IDLE("idle, looking for work"),
    IDLE("idle"),
    UP_REQUESTED("idle, power-up requested"),
    GOING_UP("powering up"),
    FALLING_ASLEEP("falling asleep"),
    ASLEEP("asleep"),
    IDLE_ASLEEP("idle, the system asleep"),
    STOPPING("stopping");

    private final String label;

    PolicyState(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}

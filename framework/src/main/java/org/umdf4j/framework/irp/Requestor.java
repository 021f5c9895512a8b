package org.umdf4j.framework.irp;

/**
 * The program behind an IRP, as the reflector knows it.
 *
 * @param processId the process, 0 if unknown
 * @param userId the effective user, -1 if unknown
 * @param groupId the effective group, -1 if unknown
 */
public record Requestor(long processId, long userId, long groupId) {
    /** The framework itself, or a reflector on its own behalf. */
    public static final Requestor NONE = new Requestor(0, -1, -1);
}

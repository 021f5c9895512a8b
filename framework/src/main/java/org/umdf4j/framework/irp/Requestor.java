package org.umdf4j.framework.irp;

import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;

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

    /**
     * How far a driver may act as the program: a program of this machine allows what it could do itself here, one we do
     * not know nothing (IMP-1).
     */
    public SECURITY_IMPERSONATION_LEVEL allows() {
        return userId < 0 || groupId < 0
                ? SECURITY_IMPERSONATION_LEVEL.ANONYMOUS
                : SECURITY_IMPERSONATION_LEVEL.IMPERSONATION;
    }
}

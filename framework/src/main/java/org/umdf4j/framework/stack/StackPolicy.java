package org.umdf4j.framework.stack;

import java.util.Optional;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.framework.inf.WdfDirectives;
import org.umdf4j.framework.inf.WdfDirectives.Dispatcher;
import org.umdf4j.framework.inf.WdfDirectives.FileObjectPolicy;
import org.umdf4j.framework.inf.WdfDirectives.MethodNeitherAction;
import org.umdf4j.framework.inf.WdfDirectives.RegisterAccessMode;

/**
 * What a driver package lets its drivers do, and has the framework do for them. Immutable.
 *
 * @param impersonationLevel how far the drivers may act as programs; empty for not at all (IMP-1)
 * @param copiesNeither whether control requests with the neither method arrive, as buffered ones (RT-10)
 * @param takesUnknownFiles whether requests of a file whose create a driver never saw reach it, without a file (RT-11)
 * @param mapsRegisters whether a driver is given registers as memory (HW-6)
 * @param opensFiles whether drivers have files of the system as targets
 */
public record StackPolicy(
        Optional<SECURITY_IMPERSONATION_LEVEL> impersonationLevel,
        boolean copiesNeither,
        boolean takesUnknownFiles,
        boolean mapsRegisters,
        boolean opensFiles) {
    /** Drivers without a package: the documented defaults, but for what a package would only have to declare. */
    public static final StackPolicy UNPACKAGED = new StackPolicy(
            Optional.empty(),
            /* copiesNeither= */ false,
            /* takesUnknownFiles= */ false,
            /* mapsRegisters= */ true,
            /* opensFiles= */ true);

    /** What a package says by its directives. */
    public static StackPolicy of(WdfDirectives directives) {
        return new StackPolicy(
                Optional.of(SECURITY_IMPERSONATION_LEVEL.valueOf(
                        directives.impersonationLevel().name())),
                directives.methodNeitherAction() == MethodNeitherAction.COPY,
                directives.fileObjectPolicy() == FileObjectPolicy.ALLOW_NULL_AND_UNKNOWN,
                directives.registerAccessMode() == RegisterAccessMode.USER_MODE_MAPPING,
                directives.dispatcher() == Dispatcher.FILE_HANDLE);
    }

    /** The same with another level; empty for no impersonation. */
    public StackPolicy withImpersonation(Optional<SECURITY_IMPERSONATION_LEVEL> most) {
        return new StackPolicy(most, copiesNeither, takesUnknownFiles, mapsRegisters, opensFiles);
    }
}

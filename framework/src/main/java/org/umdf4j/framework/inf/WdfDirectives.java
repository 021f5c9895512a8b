package org.umdf4j.framework.inf;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the section {@code [DDInstall.Wdf]} says of the device besides its drivers. Each component is a directive, with the
 * documented default where the INF has none. Source: wdf/specifying-wdf-directives-in-inf-files.
 *
 * @param hostProcessSharing {@code UmdfHostProcessSharing}
 * @param directHardwareAccess {@code UmdfDirectHardwareAccess}
 * @param registerAccessMode {@code UmdfRegisterAccessMode}
 * @param impersonationLevel {@code UmdfImpersonationLevel}
 * @param methodNeitherAction {@code UmdfMethodNeitherAction} (RT-10)
 * @param dispatcher {@code UmdfDispatcher}
 * @param kernelModeClientPolicy {@code UmdfKernelModeClientPolicy}
 * @param fileObjectPolicy {@code UmdfFileObjectPolicy} (RT-11)
 * @param fsContextUsePolicy {@code UmdfFsContextUsePolicy}
 */
public record WdfDirectives(
        HostProcessSharing hostProcessSharing,
        DirectHardwareAccess directHardwareAccess,
        RegisterAccessMode registerAccessMode,
        ImpersonationLevel impersonationLevel,
        MethodNeitherAction methodNeitherAction,
        Dispatcher dispatcher,
        KernelModeClientPolicy kernelModeClientPolicy,
        FileObjectPolicy fileObjectPolicy,
        FsContextUsePolicy fsContextUsePolicy) {
    /** The defaults, as of an INF without directives. */
    public static final WdfDirectives DEFAULT = new WdfDirectives(
            HostProcessSharing.ENABLED,
            DirectHardwareAccess.REJECT,
            RegisterAccessMode.SYSTEM_CALL,
            ImpersonationLevel.IDENTIFICATION,
            MethodNeitherAction.REJECT,
            Dispatcher.REFLECTOR,
            KernelModeClientPolicy.REJECT,
            FileObjectPolicy.REJECT_NULL_AND_UNKNOWN,
            FsContextUsePolicy.FS_CONTEXT);

    /** The directives that differ from the defaults, as an INF has them: each name with its value. */
    public Map<String, String> changed() {
        Map<String, String> changed = new LinkedHashMap<>();
        Map<String, DirectiveValue> defaults = DEFAULT.all();
        all().forEach((name, value) -> {
            if (value != defaults.get(name)) {
                changed.put(name, value.word());
            }
        });
        return changed;
    }

    private Map<String, DirectiveValue> all() {
        Map<String, DirectiveValue> all = new LinkedHashMap<>();
        all.put("UmdfHostProcessSharing", hostProcessSharing);
        all.put("UmdfDirectHardwareAccess", directHardwareAccess);
        all.put("UmdfRegisterAccessMode", registerAccessMode);
        all.put("UmdfImpersonationLevel", impersonationLevel);
        all.put("UmdfMethodNeitherAction", methodNeitherAction);
        all.put("UmdfDispatcher", dispatcher);
        all.put("UmdfKernelModeClientPolicy", kernelModeClientPolicy);
        all.put("UmdfFileObjectPolicy", fileObjectPolicy);
        all.put("UmdfFsContextUsePolicy", fsContextUsePolicy);
        return all;
    }

    /** Whether the stack may share a host process with others. */
    public enum HostProcessSharing implements DirectiveValue {
        /** The shared pool; the default. */
        ENABLED("ProcessSharingEnabled"),
        /** A process of its own. */
        DISABLED("ProcessSharingDisabled");

        private final String word;

        HostProcessSharing(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Whether the driver may use registers, interrupts and connection resources. */
    public enum DirectHardwareAccess implements DirectiveValue {
        /** It may not; the default. */
        REJECT("RejectDirectHardwareAccess"),
        /** It may. */
        ALLOW("AllowDirectHardwareAccess");

        private final String word;

        DirectHardwareAccess(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** How registers are reached. */
    public enum RegisterAccessMode implements DirectiveValue {
        /** A system call each; the default. */
        SYSTEM_CALL("RegisterAccessUsingSystemCall"),
        /** Mapped into the host process. */
        USER_MODE_MAPPING("RegisterAccessUsingUserModeMapping");

        private final String word;

        RegisterAccessMode(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The highest level IWDFIoRequest::Impersonate may ask for. In ascending order. */
    public enum ImpersonationLevel implements DirectiveValue {
        /** The driver learns nothing of the caller. */
        ANONYMOUS("Anonymous"),
        /** It learns who the caller is; the default. */
        IDENTIFICATION("Identification"),
        /** It acts as the caller on this machine. */
        IMPERSONATION("Impersonation"),
        /** It acts as the caller anywhere. */
        DELEGATION("Delegation");

        private final String word;

        ImpersonationLevel(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What becomes of device control requests with the neither method. */
    public enum MethodNeitherAction implements DirectiveValue {
        /** They fail before they reach a queue; the default. */
        REJECT("Reject"),
        /** They arrive as buffered ones. */
        COPY("Copy");

        private final String word;

        MethodNeitherAction(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Where I/O goes below the drivers. */
    public enum Dispatcher implements DirectiveValue {
        /** To the reflector; the default, which has no word. */
        REFLECTOR(""),
        /** To a file. */
        FILE_HANDLE("FileHandle"),
        /** To a USB device. */
        WIN_USB("WinUsb");

        private final String word;

        Dispatcher(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Whether kernel-mode drivers may send requests from above. */
    public enum KernelModeClientPolicy implements DirectiveValue {
        /** They may not; the default. */
        REJECT("RejectKernelModeClients"),
        /** They may. */
        ALLOW("AllowKernelModeClients");

        private final String word;

        KernelModeClientPolicy(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What becomes of requests without a file object, or with one the driver never saw opened. */
    public enum FileObjectPolicy implements DirectiveValue {
        /** They fail without delivery; the default. */
        REJECT_NULL_AND_UNKNOWN("RejectNullAndUnknownFileObjects"),
        /** They are delivered. */
        ALLOW_NULL_AND_UNKNOWN("AllowNullAndUnknownFileObjects");

        private final String word;

        FileObjectPolicy(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Which slot of a kernel file object the framework may use; there is none here, so it changes nothing. */
    public enum FsContextUsePolicy implements DirectiveValue {
        /** The first; the default. */
        FS_CONTEXT("CanUseFsContext"),
        /** The second. */
        FS_CONTEXT2("CanUseFsContext2"),
        /** Neither. */
        NONE("CannotUseFsContexts");

        private final String word;

        FsContextUsePolicy(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}

package org.umdf4j.ddi;

/** WDF_FILE_INFORMATION_CLASS. */
public enum WDF_FILE_INFORMATION_CLASS {
    /** WdfFileInformationDirectory: File information block: directory entry (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    DIRECTORY(1),
    /** WdfFileInformationFullDirectory: File information block: full directory entry (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    FULL_DIRECTORY(2),
    /** WdfFileInformationBothDirectory: File information block: directory entry with short name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    BOTH_DIRECTORY(3),
    /** WdfFileInformationBasic: File information block: times and attributes (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    BASIC(4),
    /** WdfFileInformationStandard: File information block: sizes, link count, delete-pending (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    STANDARD(5),
    /** WdfFileInformationInternal: File information block: file id (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    INTERNAL(6),
    /** WdfFileInformationEa: File information block: extended attribute size (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    EA(7),
    /** WdfFileInformationAccess: File information block: granted access (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ACCESS(8),
    /** WdfFileInformationName: File information block: name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    NAME(9),
    /** WdfFileInformationRename: File information block: new name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    RENAME(10),
    /** WdfFileInformationLink: File information block: new hard link (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    LINK(11),
    /** WdfFileInformationNames: File information block: directory names (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    NAMES(12),
    /** WdfFileInformationDisposition: File information block: delete on close (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    DISPOSITION(13),
    /** WdfFileInformationPosition: File information block: current offset (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    POSITION(14),
    /** WdfFileInformationFullEa: File information block: extended attributes (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    FULL_EA(15),
    /** WdfFileInformationMode: File information block: open mode (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    MODE(16),
    /** WdfFileInformationAlignment: File information block: buffer alignment (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ALIGNMENT(17),
    /** WdfFileInformationAll: File information block: combined block (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ALL(18),
    /** WdfFileInformationAllocation: File information block: allocation size (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ALLOCATION(19),
    /** WdfFileInformationEndOfFile: File information block: end of file (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    END_OF_FILE(20),
    /** WdfFileInformationAlternateName: File information block: short name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ALTERNATE_NAME(21),
    /** WdfFileInformationStream: File information block: streams (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    STREAM(22),
    /** WdfFileInformationPipe: File information block: pipe mode (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    PIPE(23),
    /** WdfFileInformationPipeLocal: File information block: local pipe end (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    PIPE_LOCAL(24),
    /** WdfFileInformationPipeRemote: File information block: remote pipe end (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    PIPE_REMOTE(25),
    /** WdfFileInformationMailslotQuery: File information block: mailslot query (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    MAILSLOT_QUERY(26),
    /** WdfFileInformationMailslotSet: File information block: mailslot set (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    MAILSLOT_SET(27),
    /** WdfFileInformationCompression: File information block: compression (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    COMPRESSION(28),
    /** WdfFileInformationObjectId: File information block: object id (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    OBJECT_ID(29),
    /** WdfFileInformationCompletion: File information block: completion port (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    COMPLETION(30),
    /** WdfFileInformationMoveCluster: File information block: move cluster (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    MOVE_CLUSTER(31),
    /** WdfFileInformationQuota: File information block: quota (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    QUOTA(32),
    /** WdfFileInformationReparsePoint: File information block: reparse point (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    REPARSE_POINT(33),
    /** WdfFileInformationNetworkOpen: File information block: times, sizes and attributes for network opens (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    NETWORK_OPEN(34),
    /** WdfFileInformationAttributeTag: File information block: attributes and reparse tag (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ATTRIBUTE_TAG(35),
    /** WdfFileInformationTracking: File information block: link tracking (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    TRACKING(36),
    /** WdfFileInformationIdBothDirectory: File information block: directory entry with short name and id (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ID_BOTH_DIRECTORY(37),
    /** WdfFileInformationIdFullDirectory: File information block: full directory entry with id (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ID_FULL_DIRECTORY(38),
    /** WdfFileInformationValidDataLength: File information block: valid data length (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    VALID_DATA_LENGTH(39),
    /** WdfFileInformationShortName: File information block: set short name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    SHORT_NAME(40),
    /** WdfFileInformationIoCompletionNotification: File information block: completion notification modes (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    IO_COMPLETION_NOTIFICATION(41),
    /** WdfFileInformationIoStatusBlockRange: File information block: status block range (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    IO_STATUS_BLOCK_RANGE(42),
    /** WdfFileInformationIoPriorityHint: File information block: I/O priority hint (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    IO_PRIORITY_HINT(43),
    /** WdfFileInformationSfioReserve: File information block: bandwidth reservation (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    SFIO_RESERVE(44),
    /** WdfFileInformationSfioVolume: File information block: bandwidth of the volume (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    SFIO_VOLUME(45),
    /** WdfFileInformationHardLink: File information block: hard links (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    HARD_LINK(46),
    /** WdfFileInformationProcessIdsUsingFile: File information block: processes using the file (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    PROCESS_IDS_USING_FILE(47),
    /** WdfFileInformationNormalizedName: File information block: normalized name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    NORMALIZED_NAME(48),
    /** WdfFileInformationNetworkPhysicalName: File information block: physical network name (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    NETWORK_PHYSICAL_NAME(49),
    /** WdfFileInformationIdGlobalTxDirectory: File information block: directory entry with transaction id (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ID_GLOBAL_TX_DIRECTORY(50),
    /** WdfFileInformationIsRemoteDevice: File information block: whether the device is remote (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    IS_REMOTE_DEVICE(51),
    /** WdfFileInformationAttributeCache: File information block: attribute cache (number equals the NT FILE_INFORMATION_CLASS; page gives no text). */
    ATTRIBUTE_CACHE(52),
    /** WdfFileInformationMaximum: Upper bound. */
    MAXIMUM(53);

    private final int value;

    WDF_FILE_INFORMATION_CLASS(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}

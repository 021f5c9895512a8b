package org.umdf4j.ddi;

/**
 * What kind of file information a query or set request is about.
 *
 * <p>The numbers are those of the NT FILE_INFORMATION_CLASS; the documentation gives no text for the members.
 * A driver answers the classes it knows and fails the others; {@link #STANDARD} is what makes a device a
 * sized one. Rules: RT-6, REQ-12. Source: wudfddi_types, WDF_FILE_INFORMATION_CLASS.
 */
public enum WDF_FILE_INFORMATION_CLASS {
    /** WdfFileInformationDirectory: Directory entry. */
    DIRECTORY(1),
    /** WdfFileInformationFullDirectory: Full directory entry. */
    FULL_DIRECTORY(2),
    /** WdfFileInformationBothDirectory: Directory entry with short name. */
    BOTH_DIRECTORY(3),
    /** WdfFileInformationBasic: Times and attributes. */
    BASIC(4),
    /** WdfFileInformationStandard: Sizes, link count, delete-pending. */
    STANDARD(5),
    /** WdfFileInformationInternal: File id. */
    INTERNAL(6),
    /** WdfFileInformationEa: Extended attribute size. */
    EA(7),
    /** WdfFileInformationAccess: Granted access. */
    ACCESS(8),
    /** WdfFileInformationName: Name. */
    NAME(9),
    /** WdfFileInformationRename: New name. */
    RENAME(10),
    /** WdfFileInformationLink: New hard link. */
    LINK(11),
    /** WdfFileInformationNames: Directory names. */
    NAMES(12),
    /** WdfFileInformationDisposition: Delete on close. */
    DISPOSITION(13),
    /** WdfFileInformationPosition: Current offset. */
    POSITION(14),
    /** WdfFileInformationFullEa: Extended attributes. */
    FULL_EA(15),
    /** WdfFileInformationMode: Open mode. */
    MODE(16),
    /** WdfFileInformationAlignment: Buffer alignment. */
    ALIGNMENT(17),
    /** WdfFileInformationAll: Combined block. */
    ALL(18),
    /** WdfFileInformationAllocation: Allocation size. */
    ALLOCATION(19),
    /** WdfFileInformationEndOfFile: End of file. */
    END_OF_FILE(20),
    /** WdfFileInformationAlternateName: Short name. */
    ALTERNATE_NAME(21),
    /** WdfFileInformationStream: Streams. */
    STREAM(22),
    /** WdfFileInformationPipe: Pipe mode. */
    PIPE(23),
    /** WdfFileInformationPipeLocal: Local pipe end. */
    PIPE_LOCAL(24),
    /** WdfFileInformationPipeRemote: Remote pipe end. */
    PIPE_REMOTE(25),
    /** WdfFileInformationMailslotQuery: Mailslot query. */
    MAILSLOT_QUERY(26),
    /** WdfFileInformationMailslotSet: Mailslot set. */
    MAILSLOT_SET(27),
    /** WdfFileInformationCompression: Compression. */
    COMPRESSION(28),
    /** WdfFileInformationObjectId: Object id. */
    OBJECT_ID(29),
    /** WdfFileInformationCompletion: Completion port. */
    COMPLETION(30),
    /** WdfFileInformationMoveCluster: Move cluster. */
    MOVE_CLUSTER(31),
    /** WdfFileInformationQuota: Quota. */
    QUOTA(32),
    /** WdfFileInformationReparsePoint: Reparse point. */
    REPARSE_POINT(33),
    /** WdfFileInformationNetworkOpen: Times, sizes and attributes for network opens. */
    NETWORK_OPEN(34),
    /** WdfFileInformationAttributeTag: Attributes and reparse tag. */
    ATTRIBUTE_TAG(35),
    /** WdfFileInformationTracking: Link tracking. */
    TRACKING(36),
    /** WdfFileInformationIdBothDirectory: Directory entry with short name and id. */
    ID_BOTH_DIRECTORY(37),
    /** WdfFileInformationIdFullDirectory: Full directory entry with id. */
    ID_FULL_DIRECTORY(38),
    /** WdfFileInformationValidDataLength: Valid data length. */
    VALID_DATA_LENGTH(39),
    /** WdfFileInformationShortName: Set short name. */
    SHORT_NAME(40),
    /** WdfFileInformationIoCompletionNotification: Completion notification modes. */
    IO_COMPLETION_NOTIFICATION(41),
    /** WdfFileInformationIoStatusBlockRange: Status block range. */
    IO_STATUS_BLOCK_RANGE(42),
    /** WdfFileInformationIoPriorityHint: I/O priority hint. */
    IO_PRIORITY_HINT(43),
    /** WdfFileInformationSfioReserve: Bandwidth reservation. */
    SFIO_RESERVE(44),
    /** WdfFileInformationSfioVolume: Bandwidth of the volume. */
    SFIO_VOLUME(45),
    /** WdfFileInformationHardLink: Hard links. */
    HARD_LINK(46),
    /** WdfFileInformationProcessIdsUsingFile: Processes using the file. */
    PROCESS_IDS_USING_FILE(47),
    /** WdfFileInformationNormalizedName: Normalized name. */
    NORMALIZED_NAME(48),
    /** WdfFileInformationNetworkPhysicalName: Physical network name. */
    NETWORK_PHYSICAL_NAME(49),
    /** WdfFileInformationIdGlobalTxDirectory: Directory entry with transaction id. */
    ID_GLOBAL_TX_DIRECTORY(50),
    /** WdfFileInformationIsRemoteDevice: Whether the device is remote. */
    IS_REMOTE_DEVICE(51),
    /** WdfFileInformationAttributeCache: Attribute cache. */
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

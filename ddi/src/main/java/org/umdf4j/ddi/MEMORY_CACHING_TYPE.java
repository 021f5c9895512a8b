package org.umdf4j.ddi;

/**
 * How mapped device memory is cached.
 *
 * <p>Source: wudfwdm, MEMORY_CACHING_TYPE.
 */
public enum MEMORY_CACHING_TYPE {
    /** MmNonCached: Not cached, in program order: what registers need. */
    NON_CACHED(0),
    /** MmCached: Cached. */
    CACHED(1),
    /** MmWriteCombined: Writes may be combined. */
    WRITE_COMBINED(2),
    /** MmHardwareCoherentCached: Cached, kept coherent by hardware. */
    HARDWARE_COHERENT_CACHED(3),
    /** MmNonCachedUnordered: Not cached, order not kept. */
    NON_CACHED_UNORDERED(4),
    /** MmUSWCCached: Uncached, speculative, writes combined. */
    USWCCACHED(5),
    /** MmMaximumCacheType: Upper bound; never accepted. */
    MAXIMUM_CACHE_TYPE(6);

    private final int value;

    MEMORY_CACHING_TYPE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}

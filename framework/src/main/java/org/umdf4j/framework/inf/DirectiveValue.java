package org.umdf4j.framework.inf;

/** One of the words a directive may have. */
interface DirectiveValue {
    /** How the INF spells it. */
    String word();
}

/** What a broken contract looks like: a violation names the rule, the request and where the driver was. */
package org.umdf4j.framework.verifier;

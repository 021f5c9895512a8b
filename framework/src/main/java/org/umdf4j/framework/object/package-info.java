/** Framework objects: the tree that decides their lifetime, contexts and cleanup (section 13), and memory (section 14). */
package org.umdf4j.framework.object;

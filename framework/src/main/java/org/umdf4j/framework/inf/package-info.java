/**
 * Driver packages: what an INF says of the devices it installs. {@link org.umdf4j.framework.inf.DriverPackage#parse} turns
 * an INF's bytes into a model, or into every error found in them, each with its place and its mend.
 *
 * <p>Three steps, one class each: {@code InfLexer} knows lines, quotes and comments, {@code InfStrings} replaces
 * {@code %token%}s, and the readers ({@code PackageReader}, {@code InstallReader}, {@code WdfReader},
 * {@code RegistryReader}) know what sections mean. Pure functions of the text they are given: who finds packages and who
 * loads their classes is the host's or the test's business. Source: the directives of {@code inf-directives}.
 */
package org.umdf4j.framework.inf;

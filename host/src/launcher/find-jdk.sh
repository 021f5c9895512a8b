# Sourced by ./umdf4j and ./verify, not run. find_jdk prints the home of a JDK 25, or fails.

JDK_RELEASE=25

# is_jdk_25 HOME: reads the "release" file every JDK has, which costs nothing, instead of starting a JVM.
is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q "^JAVA_VERSION=\"$JDK_RELEASE[.\"]" "$1/release"
}

# find_jdk: JAVA_HOME first, then the java on PATH, then where distributions, SDKMAN and Maven toolchains put them.
find_jdk() {
  local home java
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  if java=$(command -v java) && java=$(readlink -f "$java") && is_jdk_25 "${java%/bin/java}"; then
    printf '%s\n' "${java%/bin/java}"
    return 0
  fi
  for home in /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* /opt/*jdk* /opt/java/*; do
    if [ ! -L "$home" ] && is_jdk_25 "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# jdk_missing: what to tell a person when find_jdk fails.
jdk_missing() {
  cat >&2 <<END
umdf4j needs a JDK $JDK_RELEASE and found none in JAVA_HOME, on PATH, in /usr/lib/jvm, ~/.sdkman, ~/.jdks or /opt.
  Any vendor's will do. Eclipse Temurin has packages for Debian and Ubuntu:
    https://adoptium.net/installation/linux   (package temurin-$JDK_RELEASE-jdk)
  or with SDKMAN:  sdk install java $JDK_RELEASE-tem
  An unpacked JDK works too:  JAVA_HOME=/path/to/jdk-$JDK_RELEASE $0
END
}

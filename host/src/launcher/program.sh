# Sourced by ./umdf4j and ./bench, not run. How the program is started: the list "java" and the list "program" are a command.
# Needs "here", the checkout, and JAVA_HOME.

app=$here/host/target/app
cache=$here/host/target/umdf4j.aot

# The serial collector, with a small nursery: a host's garbage is small and short-lived, and untouched heap costs nothing.
# Native calls only from the one module that is made for them.
java=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms16m -Xmn8m --enable-native-access=org.umdf4j.linux)
program=(-p "$app" -m org.umdf4j.host/org.umdf4j.host.cli.Main)

# train: runs the program for a moment, and the JVM keeps in an AOT cache what it loaded and linked. The cache lies with the
# jars and belongs to whoever built them. Without one a start takes longer, nothing else.
# No profiles: with them the optimising compiler is busy during a start with what a start needs least.
train() {
  local directory
  rm -f "$cache" "$cache.jdk"
  directory=$(mktemp -d "${TMPDIR:-/tmp}/umdf4j-XXXXXX") || return 0
  (
    umask 022
    export UMDF4J_RUNTIME_DIR=$directory/run UMDF4J_STATE_DIR=$directory/state
    timeout 120 "${java[@]}" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
      -XX:AOTCacheOutput="$cache.new" -p "$app" -m org.umdf4j.host/org.umdf4j.host.cli.Training "$directory"
  ) </dev/null >"$here/host/target/training.log" 2>&1 || true
  rm -rf "$directory"
  [ ! -e "$cache.new" ] || { cp "$JAVA_HOME/release" "$cache.jdk" && mv "$cache.new" "$cache"; }
}

# has_cache: whether there is a cache of this JDK. With one of another the JVM would use none, not even its own.
has_cache() {
  [ -r "$cache" ] && [ -r "$cache.jdk" ] && [ "$(<"$cache.jdk")" = "$(<"$JAVA_HOME/release")" ]
}

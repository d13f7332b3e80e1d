#!/bin/sh
# Puts the start script beside the jar, and makes the archive of loaded classes (AppCDS) that halves the start.
# Arguments: the folder of the Java in use, the build folder, a folder with migrations that are checked to see what is loaded.
set -eu
java=$1/bin/java
# The path that the start script will say, letter by letter: else the archive is not taken.
target=$(cd "$2" && pwd -P)
samples=$3

cp "$(dirname "$0")/../main/sh/sluice" "$target/sluice"
chmod 755 "$target/sluice"

lists=$target/class-lists
rm -rf "$lists" "$target/sluice.jsa"
mkdir -p "$lists"

# Findings fail the check, and that is not an error here; a class list that is missing is one.
trained() {
  list=$lists/$1
  shift
  "$java" -Xshare:off -XX:DumpLoadedClassList="$list" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -jar "$target/sluice.jar" "$@" >"$list.out" 2>&1 || [ $? -eq 1 ] || { cat "$list.out" >&2; exit 1; }
}
trained text migrations check "$samples/risky"
trained json migrations check --format json --config "$samples/sluice.yaml" "$samples/safe"
trained usual migrations check "$(dirname "$0")/usual"
cp "$(dirname "$0")/usual/V2__changes.sql" "$lists/changes.sql"
trained plain migrations check "$lists/changes.sql"
trained log migrations check --format log "$samples/risky"

cat "$lists/text" "$lists/json" "$lists/usual" "$lists/plain" "$lists/log" | awk '!seen[$0]++' >"$lists/all"
"$java" -Xshare:dump -XX:SharedClassListFile="$lists/all" -XX:SharedArchiveFile="$target/sluice.jsa" -XX:+UseSerialGC \
  -Xlog:disable -Xlog:all=error:stderr -jar "$target/sluice.jar" >"$lists/dump.out"

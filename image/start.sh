#!/usr/bin/env bash
# Prepares what the image starts the operator by: a jar with its class path, and where the base's Java is at hand, an archive of
# the classes that a start loads, which shortens it.
#
#   image/start.sh QUARKUS_APP BASE TARGET
#
# BASE is that of the image; tar:// and a file with a Java in /opt/java has one at hand. Written are TARGET/sluice-operator.jar,
# TARGET/sluice-operator.options for java, and perhaps TARGET/sluice-operator.jsa. An archive is of use only to the same Java with
# the same jars, of the same size and time.
set -euo pipefail
export LC_ALL=C

program=$(cd "$1" && pwd)
base=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$3"
mkdir -p "$3"
target=$(cd "$3" && pwd)

fail() {
    echo "image/start.sh: $*" >&2
    exit 1
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" "$here/LauncherJar.java" "$program" "$target/sluice-operator.jar"
: >"$target/sluice-operator.options"
without() {
    echo "image/start.sh: $*, so the image starts without an archive of classes"
    exit 0
}

case $base in
    tar://*) ;;
    *) without "the Java of $base is not at hand" ;;
esac
[[ -f ${base#tar://} ]] || fail "BASE is $base, and there is no file ${base#tar://}: name the file of a docker save, or make image BASE=debian"

work=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$work"' EXIT
tar -xf "${base#tar://}" -C "$work" || fail "BASE is $base, and that file is no archive of an image"
[[ -f $work/manifest.json ]] || fail "BASE is $base, and there is no manifest.json in it, as docker save writes one"
images=$(grep -o '"Layers"' "$work/manifest.json" | wc -l || true)
[[ $images == 1 ]] || fail "BASE is $base, and that file holds $images images: save one"
layers=$(tr -d ' \n' <"$work/manifest.json" | sed -n 's/.*"Layers":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' ' ')
mkdir "$work/root"
for layer in $layers; do
    # Archives are of either form; a layer has one, the other, or no Java.
    for member in opt/java ./opt/java; do
        tar -xf "$work/$layer" -C "$work/root" "$member" 2>/dev/null || true
    done
done
own=$work/root/opt/java/bin/java
[[ -e $own ]] || without "there is no Java in /opt/java of $base"
# A link may lead to the Java of this machine.
[[ $(readlink -f "$own") == "$work/root/opt/java/"* ]] || without "/opt/java of $base holds a link instead of a Java"
"$own" -version >/dev/null 2>&1 || without "the Java of $base is for another kind of machine"
"$own" -Xshare:on -version >/dev/null 2>&1 ||
    without "the Java of $base has no archive of its own classes (jlink makes one with --generate-cds-archive)"

# As it will lie in the image, with the time that Jib gives all files.
mkdir "$work/sluice"
cp -R "$program"/{app,lib,quarkus} "$target/sluice-operator.jar" "$work/sluice"
find "$work/sluice" -exec touch -d @1 {} +
"${JAVA_HOME:+$JAVA_HOME/bin/}keytool" -genkeypair -alias api -keyalg EC -storetype PKCS12 -keystore "$work/keys" -storepass archive \
    -dname CN=127.0.0.1 2>"$work/log" || fail "keytool failed: $(tail -n 3 "$work/log")"
"$java" "$here/EmptyApi.java" "$work/keys" archive "$work/kubeconfig" &
api=$!
trap 'kill $api 2>/dev/null || true; rm -rf "$work"' EXIT
for ((i = 0; i < 300; i++)); do
    [[ -s $work/kubeconfig ]] && break
    sleep 0.1
done
[[ -s $work/kubeconfig ]] || fail "EmptyApi.java did not start"

echo "image/start.sh: starting the operator once, to archive its classes"
cd "$work/sluice"
# It asks nobody but this machine, whatever proxy there is.
KUBECONFIG=$work/kubeconfig QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=0 NO_PROXY=127.0.0.1 no_proxy=127.0.0.1 "$own" \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx192m \
    -XX:ArchiveClassesAtExit="$target/sluice-operator.jsa" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -jar sluice-operator.jar >"$work/log" 2>&1 &
operator=$!
for ((i = 0; i < 600; i++)); do
    # The controllers are behind their start then.
    grep -q 'it probes and publishes' "$work/log" && break
    kill -0 $operator 2>/dev/null || fail "the operator ended: $(tail -n 3 "$work/log")"
    sleep 0.1
done
grep -q 'it probes and publishes' "$work/log" ||
    echo "image/start.sh: the controllers did not start within a minute, so the archive lacks what they load"
kill $operator 2>/dev/null || true
wait $operator || true
[[ -s $target/sluice-operator.jsa ]] || fail "there is no archive: $(tail -n 3 "$work/log")"
chmod 644 "$target/sluice-operator.jsa"
echo "-XX:SharedArchiveFile=/sluice/sluice-operator.jsa" >"$target/sluice-operator.options"
echo "image/start.sh: wrote $(($(stat -c %s "$target/sluice-operator.jsa") / 1000000)) MB of classes"

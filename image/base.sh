#!/usr/bin/env bash
# Makes a base image from Debian's packages, for networks that reach a Debian mirror and no image registry: the Java
# modules that the operator and the command-line tool use, the C libraries that they need, the certificates of public authorities; no shell.
# Neither a Docker daemon nor root is needed, only apt-get, dpkg-deb and a JDK's jdeps.
#
#   image/base.sh QUARKUS_APP CLI BASE_TAR
#
# QUARKUS_APP is the folder of the packaged operator, CLI that of the command-line tool with its libraries. BASE_TAR is written in the format of docker save, unless it is
# there and all that it is made of is unchanged.
set -euo pipefail
export LC_ALL=C

programs=("$(cd "$1" && pwd)" "$(cd "$2" && pwd)")
mkdir -p "$(dirname "$3")"
output=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

java_packages=(openjdk-17-jdk-headless openjdk-17-jre-headless)
packages=(base-files ca-certificates gcc-12-base libc6 libgcc-s1 libstdc++6 netbase tzdata zlib1g)
# What reflection and security providers load, which jdeps cannot see: elliptic curves in TLS, names in certificates,
# JFR and jcmd for the person who looks for a fault.
more_modules=(java.logging java.management java.security.jgss jdk.crypto.ec jdk.jcmd jdk.jfr jdk.naming.dns jdk.net jdk.zipfs)
# Only a code generator asks for the compiler, at build time; for the desktop ask classes that are not used: the driver's for
# points, those of native images, a binder for Log4j.
less_modules=(jdk.compiler java.desktop)
user=65532

fail() {
    echo "image/base.sh: $*" >&2
    exit 1
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jdeps=${JAVA_HOME:+$JAVA_HOME/bin/}jdeps
for tool in apt-get apt-cache dpkg-deb "$java" "$jdeps" sha256sum; do
    command -v "$tool" >/dev/null || fail "there is no $tool: this needs Debian and a JDK. Name a base image instead (make image BASE=...)."
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# --- what it is made of -------------------------------------------------------

modules() {
    mkdir "$work/classes"
    for program in "${programs[@]}"; do
        "$java" "$here/UnpackClasses.java" "$program" "$work/classes"
    done
    {
        "$jdeps" --print-module-deps --ignore-missing-deps --multi-release 17 -quiet "$work/classes" | tr , '\n'
        printf '%s\n' "${more_modules[@]}"
    } | grep -vxF "${less_modules[@]/#/-e}" | sort -u | paste -sd,
    rm -r "$work/classes"
}

modules=$(modules)
versions=$(apt-cache show --no-all-versions "${java_packages[@]}" "${packages[@]}" 2>/dev/null |
    awk '/^(Package|Version|Architecture):/ { print $2 }' | paste -sd' ')
[[ $versions ]] || fail "apt-get knows no ${java_packages[0]}: run apt-get update, or name a base image (make image BASE=...)."
inputs=$(printf '%s\n' "$modules" "$versions" "$(cat "$here"/base.sh "$here"/*.java)" | sha256sum | cut -d' ' -f1)
if [[ -s $output && -s $output.inputs && $(<"$output.inputs") == "$inputs" ]]; then
    echo "image/base.sh: $output is up to date"
    exit 0
fi

# --- the root file system -----------------------------------------------------

root=$work/root
mkdir -p "$work"/{debs,java,system,image} "$root"/{etc/ssl/certs,opt,usr/share/doc,var/lib/dpkg/status.d}
echo "image/base.sh: downloading ${java_packages[*]} ${packages[*]}"
(cd "$work/debs" && apt-get download -qq "${java_packages[@]}" "${packages[@]}" 2>"$work/apt.log") ||
    fail "apt-get download failed: $(tail -n 3 "$work/apt.log")"

for package in "${java_packages[@]}"; do
    dpkg-deb -x "$work/debs/${package}"_*.deb "$work/java"
done
for package in "${packages[@]}"; do
    dpkg-deb -x "$work/debs/${package}"_*.deb "$work/system"
done
for package in "${packages[@]}" "${java_packages[1]}"; do
    # Scanners of images find packages by these.
    dpkg-deb -f "$work/debs/${package}"_*.deb >"$root/var/lib/dpkg/status.d/$package"
    mkdir "$root/usr/share/doc/$package"
    cp -L "$work"/{java,system}"/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/" 2>/dev/null ||
        [[ -s $root/usr/share/doc/$package/copyright ]] || fail "$package comes without a copyright file"
done

# Libraries; those that convert between character sets, which Java does by itself, are left out.
(cd "$work/system" && find lib lib64 usr/lib \( -name '*.so' -o -name '*.so.*' \) ! -path '*/gconv/*' ! -path '*/audit/*' \
    2>"$work/find.log" | tar -cf - --no-recursion -T -) | tar -xf - -C "$root"
cp -a "$work/system/usr/share/zoneinfo" "$root/usr/share/"
rm -rf "$root"/usr/share/zoneinfo/{posix,right}
cp -a "$work/system/etc/"{services,protocols,os-release} "$root/etc/"
cp -a "$work/system/usr/lib/os-release" "$root/usr/lib/"

jdk=$(echo "$work"/java/usr/lib/jvm/java-17-openjdk-*)
# Debian keeps what a person may change in /etc, to which links of the JDK point; here they would point nowhere.
find "$jdk" -type l -lname '/etc/java-17-openjdk/*' | while read -r link; do
    target=$work/java$(readlink "$link")
    rm "$link"
    cp -a "$target" "$link"
done
"$jdk/bin/jlink" --module-path "$jdk/jmods" --add-modules "$modules" --no-header-files --no-man-pages --compress=2 \
    --output "$root/opt/java"

find "$work/system/usr/share/ca-certificates" -name '*.crt' -print0 | sort -z | xargs -0 cat >"$root/etc/ssl/certs/ca-certificates.crt"
rm -f "$root/opt/java/lib/security/cacerts"
"$jdk/bin/java" "$here/TrustStore.java" "$root/etc/ssl/certs/ca-certificates.crt" "$root/opt/java/lib/security/cacerts"
"$root/opt/java/bin/java" -Xshare:dump >"$work/cds.log" 2>&1 || fail "java -Xshare:dump failed: $(tail -n 3 "$work/cds.log")"

mkdir -p "$root"/{home/nonroot,tmp,proc,sys,dev}
printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:%s:%s:nonroot:/home/nonroot:/sbin/nologin\n' $user $user >"$root/etc/passwd"
printf 'root:x:0:\nnonroot:x:%s:\n' $user >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

# --- the archive --------------------------------------------------------------

chmod -R u=rwX,go=rX "$root"
chmod 1777 "$root/tmp"
tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu -cf "$work/image/layer.tar" .
digest=$(sha256sum <"$work/image/layer.tar" | cut -d' ' -f1)
cat >"$work/image/config.json" <<CONFIG
{"architecture":"$(dpkg --print-architecture)","os":"linux","created":"1970-01-01T00:00:00Z",
"config":{"User":"$user:$user","WorkingDir":"/",
"Env":["PATH=/opt/java/bin","JAVA_HOME=/opt/java","LANG=C.UTF-8","SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"],
"Labels":{"org.opencontainers.image.base.name":"debian packages"}},
"rootfs":{"type":"layers","diff_ids":["sha256:$digest"]},
"history":[{"created":"1970-01-01T00:00:00Z","created_by":"image/base.sh","comment":"$versions"}]}
CONFIG
printf '[{"Config":"config.json","RepoTags":null,"Layers":["layer.tar"]}]\n' >"$work/image/manifest.json"
tar -C "$work/image" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$output" config.json layer.tar manifest.json
echo "$inputs" >"$output.inputs"
echo "image/base.sh: wrote $output, $(($(stat -c %s "$output") / 1000000)) MB, modules $modules"

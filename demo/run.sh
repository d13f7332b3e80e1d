#!/bin/sh
# Builds what the demo needs, unless nothing has changed since the last time, and runs a copy of it: neither a later
# build nor a second demo disturbs one that runs. Needs a JDK; everything else is fetched.
set -eu
cd "$(dirname "$0")/.."

products="demo/target/sluice-demo.jar examples/sample-app/target/sluice-sample-app.jar
  operator/target/quarkus-app/quarkus-run.jar cli/target/sluice.jar"
sources="pom.xml .mvn mvnw sql analysis cli crds routing-lib testing operator examples/sample-app demo"
stamp=demo/target/built

list() {
  find $sources -name target -prune -o -type f "$@" -print
}

up_to_date() {
  for file in $products $stamp; do
    [ -f "$file" ] || return 1
  done
  [ -z "$(list -newer $stamp)" ] && [ "$(list | sort | cksum)" = "$(cat $stamp)" ]
}

build() {
  echo "Building the operator, the command-line tool, the sample application and the demo (the first time some minutes: Maven downloads what it needs)"
  begun=$(date +%s)
  list | sort | cksum >demo/target/building
  # In the background, since a shell that waits for a program in front of it passes no signal on.
  ./mvnw -q -B -ntp -DskipTests -Dspotless.skip -pl demo -am package &
  maven=$!
  trap 'kill $maven 2>/dev/null; exit 143' INT TERM HUP
  wait $maven
  trap - INT TERM HUP
  mv demo/target/building $stamp
  echo "Built in $(($(date +%s) - begun)) s"
}

copy() {
  mkdir -p "$1/program/demo" "$1/program/sample" "$1/program/cli"
  cp -R demo/target/sluice-demo.jar demo/target/lib "$1/program/demo"
  cp -R examples/sample-app/target/sluice-sample-app.jar examples/sample-app/target/lib "$1/program/sample"
  cp -R operator/target/quarkus-app "$1/program/operator"
  cp -R cli/target/sluice.jar cli/target/lib "$1/program/cli"
}

# Of runs that are over only the logs are worth keeping.
tidy() {
  for earlier in demo/target/run-*; do
    if [ -f "$earlier/pid" ] && ! kill -0 "$(cat "$earlier/pid")" 2>/dev/null; then
      rm -rf "$earlier/program" "$earlier/pid"
    fi
  done
}

mkdir -p demo/target
exec 9>demo/target/lock
if command -v flock >/dev/null && ! flock -n 9; then
  echo "Waiting for another build"
  flock 9
fi
up_to_date || build
tidy
run=$(mktemp -d "demo/target/run-$(date +%Y%m%d-%H%M%S)-XXXX")
copy "$run"
exec 9>&-

terminal=
if [ -t 0 ] && [ -t 1 ]; then
  terminal=terminal
fi
echo $$ >"$run/pid"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir "$run/logs"
exec "$java" -XX:+UseSerialGC -Xmx256m "-Dsluice.fixture.logs=$run/logs" \
  "-Dorg.slf4j.simpleLogger.logFile=$run/logs/demo.log" -Dorg.slf4j.simpleLogger.showDateTime=true \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -jar "$run/program/demo/sluice-demo.jar" . "$run" $terminal

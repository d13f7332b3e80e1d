# What a person types. Everything is fetched or built when it is missing: a JDK from 17 on, a shell and make suffice.

SHELL := /bin/sh
MAVEN := ./mvnw -B -ntp
# For builds of what make test has checked.
UNCHECKED := -Dspotless.check.skip -Dforbiddenapis.skip -Dmdep.analyze.skip
JAVA := "$${JAVA_HOME:+$$JAVA_HOME/bin/}java"

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show these targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-23s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: jdk ## Show Sluice at work on this machine; TOUR=1 gives the tour by itself and ends
	@demo/run.sh

.PHONY: test
test: controlplane tools ## Run all checks and all tests, on real PostgreSQL, Redis and Kubernetes API servers
	@echo "Building and testing everything (the first time some minutes more: Maven downloads what it needs)"
	@$(MAVEN) verify
	@docker info >/dev/null 2>&1 || echo "The end-to-end tests (make e2e) are skipped: they need Docker, and none answers here."

# The oldest that is supported, and those between it and the newest, which all other tests use.
OLDER_VERSIONS ?= 12.22.0 15.17.0 17.9.0

.PHONY: test-postgres-versions
test-postgres-versions: controlplane ## Run the core of the tests on older PostgreSQL servers, OLDER_VERSIONS="12.22.0 15.17.0"
	@for version in $(OLDER_VERSIONS); do \
	  echo "Running the core tests on PostgreSQL $$version"; \
	  $(MAVEN) verify -pl routing-lib/tests,operator/tests -am $(UNCHECKED) -Dembedded-postgres-binaries.version=$$version \
	    -Dgroups=core -Dits.at.once=3 -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false || exit 1; \
	done

# The servers on which the rules are verified; the oldest and the newest, and those between them at which most has changed.
VERIFY_VERSIONS ?= 12.22.0 14.19.0 17.9.0 18.6.0

.PHONY: verify-rules
verify-rules: jdk ## Hold the migration rules, the catalog's queries and --verify against real PostgreSQL servers, VERIFY_VERSIONS="12.22.0 18.6.0"
	@for version in $(VERIFY_VERSIONS); do \
	  echo "Running the cases of all rules on PostgreSQL $$version"; \
	  $(MAVEN) -q verify -pl analysis,cli -am $(UNCHECKED) -Dembedded-postgres-binaries.version=$$version -Dtest=none \
	    -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='RulesOnServerIT,Catalog*IT,Verify*IT' -Dfailsafe.failIfNoSpecifiedTests=false || exit 1; \
	  cat "analysis/target/verify-rules-$${version%%.*}.txt" "analysis/target/verify-rules-$${version%%.*}-independent.txt"; \
	done

.PHONY: build
build: jdk ## Compile, check and package everything, without tests
	@$(MAVEN) -DskipTests package

.PHONY: cli
cli: jdk ## Build the command line, cli/target/sluice
	@$(MAVEN) -q -DskipTests -pl cli -am package
	@echo "cli/target/sluice is ready: cli/target/sluice migrations check examples/migrations/risky"

.PHONY: format
format: jdk ## Rewrite sources and POMs in the project's format
	@$(MAVEN) -q -Dspotless.goal=apply validate

# What gets programs that a machine may not have, on a class path of its own.
FIXTURES = $(JAVA) -cp "testing/target/classes:$$(cat testing/target/classpath)"

.PHONY: fixtures
fixtures: jdk
	@$(MAVEN) -q -DskipTests -pl testing package dependency:build-classpath \
	  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime

.PHONY: controlplane
controlplane: fixtures ## Get the Kubernetes API server and etcd for tests and demo, kept in the cache
	@echo "Looking for the Kubernetes control plane (the first time it is downloaded, or built with Go in some minutes)"
	@$(FIXTURES) dev.sluice.testing.kubernetes.ControlPlane

.PHONY: tools
tools: controlplane ## Get Helm and promtool for the tests of the chart, kept in the cache
	@echo "Looking for Helm and promtool (where they are not installed they are built with Go, the first time in some minutes)"
	@$(FIXTURES) dev.sluice.testing.tool.Tools

# What is in the image.
BILL := target/sluice-operator.cdx.json
VERSION := $(shell sed -n 's/^appVersion: *//p' helm/sluice/Chart.yaml)
# The image's name; where it is pushed or installed from, with the registry in front.
IMAGE ?= sluice-operator:$(VERSION)
# The image that it is built on: a name, tar:// and a file, or "debian" for one made of Debian's packages. Empty means the
# public one that image/pom.xml names.
BASE ?=
IMAGE_BASE_TAR := $${SLUICE_CACHE:-$$HOME/.cache/sluice}/image-base.tar
# Maven works in another folder than who names the file.
BASE_FILE := $(if $(filter tar://%,$(BASE)),$(abspath $(BASE:tar://%=%)))
IMAGE_BASE := $(if $(BASE),-Dimage.base="$(if $(filter debian,$(BASE)),tar://$(IMAGE_BASE_TAR),$(if $(BASE_FILE),tar://$(BASE_FILE),$(BASE)))")
# The machines that it is for, such as linux/arm64; make push takes several, separated by commas.
PLATFORM ?=
IMAGE_OPTIONS = -Pimage -pl image -am -DskipTests $(UNCHECKED) -Dimage.name=$(IMAGE) -Dimage.version=$(VERSION) \
  -Dimage.revision=$$(git rev-parse HEAD 2>/dev/null || echo unknown) $(IMAGE_BASE) $(if $(PLATFORM),-Djib.from.platforms=$(PLATFORM))

# Maven passes by the goal that needs a network, and one of an earlier image would tell of that.
SAY_WITHOUT_BILL = [ -s $(BILL) ] || echo "There is no $(BILL), which lists the libraries in the image: Maven was offline, and makes it only online."

.PHONY: image
image: base-file one-platform $(if $(filter debian,$(BASE)),own-platform image-base,jdk) ## Build the image, on BASE, into target/sluice-operator.tar
	@rm -f $(BILL)
	@$(MAVEN) -q package $(IMAGE_OPTIONS)
	@$(SAY_WITHOUT_BILL)
	@ls -l target/sluice-operator.tar | awk '{ printf "target/sluice-operator.tar holds $(IMAGE), %d MB compressed\n", $$5 / 1000000 }'

.PHONY: image-base
image-base: jdk ## Make a base image of Debian's packages, where no public one can be pulled, kept in the cache
	@$(MAVEN) -q package -pl operator,cli -am -DskipTests $(UNCHECKED)
	@image/base.sh operator/target/quarkus-app cli/target "$(IMAGE_BASE_TAR)"

# Set it to true for a registry without TLS, or with a certificate that Java does not trust.
INSECURE_REGISTRY ?=

.PHONY: push
push: registry tag base-file $(if $(filter debian tar://%,$(BASE)),one-platform) $(if $(filter debian,$(BASE)),own-platform image-base,jdk) ## Build the image and push it to the registry that IMAGE names
	@rm -f $(BILL)
	@$(MAVEN) -q package com.google.cloud.tools:jib-maven-plugin:build $(IMAGE_OPTIONS) -Djib.containerize=dev.sluice:sluice-image \
	  -Dimage.archive.phase=none $(if $(INSECURE_REGISTRY),-Djib.allowInsecureRegistries=$(INSECURE_REGISTRY))
	@$(SAY_WITHOUT_BILL)
	@echo "$(IMAGE) is pushed, with the digest $$(cat target/sluice-operator.digest)"

# One clear sentence each instead of what comes of it.
.PHONY: registry
registry:
	@image=$(IMAGE); name=$${image%@*}; \
	case "$$name" in */*) ;; *) echo "IMAGE is $$image, expected a name with the registry that your cluster pulls from, such as registry.example.com/$$image." >&2; exit 1 ;; esac

.PHONY: tag
tag:
	@case "$(IMAGE)" in *@*) echo "IMAGE is $(IMAGE), expected a tag instead of a digest, which follows from what is pushed." >&2; exit 1 ;; esac

.PHONY: base-file
base-file:
	@[ -z "$(BASE_FILE)" ] || [ -f "$(BASE_FILE)" ] || { echo "BASE is $(BASE), and there is no file $(BASE_FILE): name the file of a docker save, or set BASE=debian." >&2; exit 1; }

.PHONY: own-platform
own-platform:
	@machine=linux/$$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/'); \
	case "$(PLATFORM)" in "" | $$machine) ;; *) echo "PLATFORM is $(PLATFORM), and BASE=debian makes a base for this machine alone, which is $$machine: name a base of a registry." >&2; exit 1 ;; esac

.PHONY: one-platform
one-platform:
	@case "$(PLATFORM)" in *,*) echo "PLATFORM is $(PLATFORM), and an archive is for one: name one, or make push on a base image of a registry, which takes several." >&2; exit 1 ;; esac

.PHONY: install
install: registry ## Install the chart with IMAGE into the cluster of the current kubectl context
	@image=$(IMAGE); name=$${image%@*}; digest=; tag=; \
	case "$$image" in *@*) digest=$${image##*@} ;; esac; \
	case "$${name##*/}" in *:*) tag=$${name##*:}; name=$${name%:*} ;; esac; \
	helm=$${SLUICE_HELM:-$$(command -v helm)}; \
	if [ -z "$$helm" ]; then \
	  echo "There is no Helm on the PATH: looking for one in the cache (the first time it is built with Go in some minutes)"; \
	  $(MAKE) --no-print-directory fixtures && helm=$$($(FIXTURES) dev.sluice.testing.tool.Tools helm) || exit 1; \
	fi; \
	"$$helm" upgrade --install sluice helm/sluice --namespace sluice-system --create-namespace --reset-then-reuse-values \
	  --set-string image.repository="$$name" --set-string image.tag="$$tag" --set-string image.digest="$$digest" $(HELM_OPTIONS)

.PHONY: e2e
e2e: docker tools image ## Show image and chart at work in a Kubernetes cluster (k3s in Docker)
	@echo "Running the end-to-end tests (some minutes)"
	@$(MAVEN) verify -pl e2e -am -DskipTests -DskipE2e=false $(UNCHECKED)

.PHONY: docker
docker:
	@docker info >/dev/null 2>&1 || { echo "make e2e needs Docker, and none answers: docker info says why." >&2; exit 1; }

CLUSTERS ?= 1 100 1000

.PHONY: bench-operator
bench-operator: controlplane ## Measure the operator with many clusters, CLUSTERS="1 100 1000", and a lost replica
	@$(MAVEN) -q -DskipTests -pl benchmarks -am package
	@$(JAVA) -Dorg.slf4j.simpleLogger.defaultLogLevel=error -jar benchmarks/target/sluice-benchmarks.jar $(CLUSTERS)

# The peer that migrations are judged beside.
SQUAWK ?= squawk-cli@2.66.0

.PHONY: bench-migrations
bench-migrations: jdk ## Measure how quickly migrations are judged, beside Squawk where npm can install it
	@$(MAVEN) -q -DskipTests -pl benchmarks -am package
	@squawk=benchmarks/target/squawk; \
	npm install --silent --no-audit --no-fund --prefix "$$squawk" $(SQUAWK) >/dev/null 2>&1 \
	  || { echo "Squawk is left out: npm cannot install $(SQUAWK) here."; squawk=; }; \
	$(JAVA) -cp benchmarks/target/sluice-benchmarks.jar dev.sluice.benchmarks.migrations.MigrationBenchmark \
	  cli/target/sluice $${squawk:+"$$squawk/node_modules/.bin/squawk"}

.PHONY: bench-cache
bench-cache: jdk ## Measure the query cache, beside Redisson and Spring Cache
	@$(MAVEN) -q -DskipTests -pl benchmarks -am package
	@$(JAVA) -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp benchmarks/target/sluice-benchmarks.jar \
	  dev.sluice.benchmarks.cache.CacheBenchmark $(PARTS)

.PHONY: clean
clean: jdk ## Delete what builds and runs have left; the cache stays
	@$(MAVEN) -q clean
	@rm -rf target demo/target

# One clear sentence instead of Maven's.
.PHONY: jdk
jdk:
	@javac="$${JAVA_HOME:+$$JAVA_HOME/bin/}javac"; \
	version=$$("$$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'); \
	if [ -z "$$version" ]; then \
	  echo "Sluice needs a JDK from version 17 on, and there is no $$javac: install one, or set JAVA_HOME." >&2; exit 1; \
	elif [ "$$version" -lt 17 ]; then \
	  echo "Sluice needs a JDK from version 17 on, and $$javac is of version $$version: install another, or set JAVA_HOME." >&2; exit 1; \
	fi

# The commands of this project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help tools build test quick format demo demo-stop bench-apps bench-api bench-churn bench-hooks bench-engine clean

MVN := tools/mvn
# Without a network everything comes from the caches: `make test OFFLINE=1` makes Maven not even look.
MVN_FLAGS := -B -ntp $(if $(OFFLINE),-o)
N ?= 200

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

tools: ## build the external programs that are missing (control plane, helm, kustomize, argocd ...) into the cache
	@tools/check
	@tools/build

build: ## one jar, its AOT cache and the launcher under dist/
	@tools/check
	@tools/package $(MVN_FLAGS)

test: ## all tests against real servers, as CI runs them
	@tools/check
	@tools/build
	$(MVN) $(MVN_FLAGS) -T 2 spotless:check test

quick: ## the pure tests only
	@tools/check
	$(MVN) $(MVN_FLAGS) test -Dtest='*Test' -Dsurefire.failIfNoSpecifiedTests=false

format: ## format the Java code
	$(MVN) $(MVN_FLAGS) -q spotless:apply

demo: ## a control plane, Tiphys and three Applications, with a tour (CLUSTER=current: your kubectl context)
	@tools/check
	@demo/run $(if $(CLUSTER),--cluster "$(CLUSTER)")

demo-stop: ## end all that the demo left running
	@demo/stop

bench-apps: ## N Applications from one repository: seconds, CPU and memory of each phase (N=200)
	@tools/check
	@tools/build
	@bench/run apps $(N)

bench-api: ## lists and watches of N Applications at the API server (N_API=1000)
	@tools/check
	@tools/build
	@bench/run api $(or $(N_API),1000)

bench-churn: ## what objects cost that others write again and again, N Applications (N=200)
	@tools/check
	@tools/build
	@bench/run churn $(N)

bench-hooks: ## how long N syncs that wait for a hook hold up one more (N=200)
	@tools/check
	@tools/build
	@bench/run hooks $(N)

bench-engine: ## JMH of the engine
	@tools/check
	@bench/run engine

clean: ## delete what was built here; the caches stay
	rm -rf dist target */target

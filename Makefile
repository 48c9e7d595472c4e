# Bare `make` lists the targets. Go and git are all they need; Go fetches the
# rest. Plain POSIX make: no conditionals, no functions, no pattern rules.
.POSIX:

GO            = go
GOLANGCI      = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
ARGS          =
SOAK          = 2000
FUZZTIME      = 30s
BENCH         = .
BENCHTIME     = 1s

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: ## open the program; ARGS="sandbox --nodes 5" and so on
	@$(GO) run ./cmd/raftviz $(ARGS)

build: ## build ./raftviz
	$(GO) build -trimpath -o raftviz ./cmd/raftviz

test: ## run every test; this is what a change must pass
	$(GO) test ./...

etcd: ## hold the store against etcd's own packages, which is a module of its own
	cd mvccviz/etcdtest && $(GO) test ./...

short: ## run the quick tests
	$(GO) test -short ./...

lint: ## check formatting, vet, lint
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then \
		echo "not formatted; run gofmt -w on:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) run $(GOLANGCI) run ./...

soak: ## run every test, the random ones SOAK=2000 times
	RAFTVIZ_SOAK=$(SOAK) $(GO) test -count=1 -timeout=6h ./...

bench: ## run the benchmarks and print their ratios; BENCH=regexp picks some
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchtime '$(BENCHTIME)' -timeout=2h ./...

fuzz: ## fuzz each target for FUZZTIME=30s
	@./.ci/fuzz '$(FUZZTIME)'

mutate: ## change small things in the code and see whether tests notice
	@./.ci/mutate

cross: ## build for every platform; test digests on 32 bits
	@./.ci/cross

docs: ## write the generated pages again
	$(GO) test ./engine/command ./engine/query -run TestReference -update
	$(GO) test ./tui -run TestKeysReference -update
	$(GO) test ./docs -run TestGeneratedPages -update
	$(GO) test ./lessons -run TestFaultsAreFound -update

pictures: ## draw the pictures of the docs again
	$(GO) run ./docs/pictures

.PHONY: help run build test etcd short lint soak bench fuzz mutate cross docs pictures

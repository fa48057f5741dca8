#!/usr/bin/env bash
# One entry point for everything; run.ps1 has the same verbs. ./run.sh --help
set -eu
cd "$(dirname "$0")"

# No build server stays behind to disturb what is measured next.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

case "${1-}" in
  test) shift; exec dotnet test ConcurrencyBench.sln -c Release "$@" ;;
  *) exec dotnet run -c Release --project Benchmarks -- "$@" ;;
esac

#!/usr/bin/env bash
# One entry point for everything; run.ps1 has the same verbs. ./run.sh --help
set -eu
root=$(cd "$(dirname "$0")" && pwd)

# No build server stays behind to disturb what is measured next.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [ $# -eq 0 ]; then
  dotnet run -c Release --project "$root/Benchmarks" --
  dotnet run -c Release --project "$root/Compare" -- report --newest "$root/results" || echo 'The reports are there. What of the pages is not, and why, stands above.' >&2
  exit
fi

case "$1" in
  test) shift; exec dotnet test "$root/ConcurrencyBench.sln" -c Release -m:1 "$@" ;;
  test-long) shift; exec dotnet test "$root/ConcurrencyBench.sln" -c Release -m:1 --settings "$root/Tests/long.runsettings" --logger "console;verbosity=detailed" "$@" ;;
  compare) shift; exec dotnet run -c Release --project "$root/Compare" -- "$@" ;;
  gate) shift; cd "$root"; exec dotnet run -c Release --project Compare -- gate --project Benchmarks/Benchmarks.csproj \
    --default-filter '*ModelBenchmarks.Sequential*' --default-filter '*ModelBenchmarks.ParallelForRanges*' --default-filter '*ModelBenchmarks.ProcessPool(*' "$@" ;;
  report) shift; exec dotnet run -c Release --project "$root/Compare" -- report "$@" ;;
  *) exec dotnet run -c Release --project "$root/Benchmarks" -- "$@" ;;
esac

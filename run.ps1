#!/usr/bin/env pwsh
# One entry point for everything; run.sh has the same verbs. ./run.ps1 --help
$ErrorActionPreference = 'Stop'

# No build server stays behind to disturb what is measured next.
$env:MSBUILDDISABLENODEREUSE = '1'
$env:UseSharedCompilation = 'false'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

$verb, $rest = $args
switch ($verb) {
    'test' { dotnet test "$PSScriptRoot/ConcurrencyBench.sln" -c Release @rest }
    'test-long' { dotnet test "$PSScriptRoot/ConcurrencyBench.sln" -c Release --settings "$PSScriptRoot/Tests/long.runsettings" --logger 'console;verbosity=detailed' @rest }
    'compare' { dotnet run -c Release --project "$PSScriptRoot/Compare" -- @rest }
    'gate' {
        Set-Location $PSScriptRoot
        dotnet run -c Release --project Compare -- gate --project Benchmarks/Benchmarks.csproj `
            --default-filter '*ModelBenchmarks.Sequential*' --default-filter '*ModelBenchmarks.ParallelForRanges*' --default-filter '*ModelBenchmarks.ProcessPool(*' @rest
    }
    'report' { dotnet run -c Release --project "$PSScriptRoot/Compare" -- report @rest }
    default {
        dotnet run -c Release --project "$PSScriptRoot/Benchmarks" -- @args
        if (-not $args -and $LASTEXITCODE -eq 0) {
            dotnet run -c Release --project "$PSScriptRoot/Compare" -- report --newest "$PSScriptRoot/results"
            if ($LASTEXITCODE -ne 0) { [Console]::Error.WriteLine('The reports are there. What of the pages is not, and why, stands above.') }
            exit 0
        }
    }
}
exit $LASTEXITCODE

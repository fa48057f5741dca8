#!/usr/bin/env pwsh
# One entry point for everything; run.sh has the same verbs. ./run.ps1 --help
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

# No build server stays behind to disturb what is measured next.
$env:MSBUILDDISABLENODEREUSE = '1'
$env:UseSharedCompilation = 'false'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

$verb, $rest = $args
switch ($verb) {
    'test' { dotnet test ConcurrencyBench.sln -c Release @rest }
    default { dotnet run -c Release --project Benchmarks -- @args }
}
exit $LASTEXITCODE

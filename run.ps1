#!/usr/bin/env pwsh
# One entry point for everything; run.sh has the same verbs. ./run.ps1 --help
# PowerShell keeps a bare -- for itself: write '--'.
$ErrorActionPreference = 'Stop'

# Arguments reach a program as they are, also with quotes in them or empty, and an exit code is no error of this script.
$PSNativeCommandArgumentPassing = 'Standard'
$PSNativeCommandUseErrorActionPreference = $false

# No build server stays behind to disturb what is measured next.
$env:MSBUILDDISABLENODEREUSE = '1'
$env:UseSharedCompilation = 'false'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

# The arguments as they were typed: PowerShell takes -p:X=Y apart and marks the first half, and makes an array of 1,2,3.
$words = [System.Collections.Generic.List[string]]::new()
$isHalf = $false
foreach ($word in $args) {
    $text = $word -is [array] ? $word -join ',' : "$word"
    if ($isHalf) { $words[$words.Count - 1] += $text } else { $words.Add($text) }
    $isHalf = $text.EndsWith(':') -and $null -ne $word.PSObject.Properties['<CommandParameterName>']
}
$verb = "$($words | Select-Object -First 1)"
$rest = @($words | Select-Object -Skip 1) # An array also of one: a text alone would be taken for its letters.

# Every argument in quotes: what comes out of a variable is expanded outside of Windows when it holds a star.
function Invoke-Dotnet {
    $quoted = $args | ForEach-Object { "'$([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($_))'" }
    & ([scriptblock]::Create("& dotnet $quoted"))
}

switch -CaseSensitive -Exact ($verb) {
    'test' { Invoke-Dotnet test "$PSScriptRoot/ConcurrencyBench.sln" -c Release '-m:1' @rest }
    'test-long' { Invoke-Dotnet test "$PSScriptRoot/ConcurrencyBench.sln" -c Release '-m:1' --settings "$PSScriptRoot/Tests/long.runsettings" --logger 'console;verbosity=detailed' @rest }
    'compare' { Invoke-Dotnet run -c Release --project "$PSScriptRoot/Compare" '--' @rest }
    'gate' {
        Push-Location -LiteralPath $PSScriptRoot
        try {
            Invoke-Dotnet run -c Release --project Compare '--' gate --project Benchmarks/Benchmarks.csproj `
                --default-filter '*ModelBenchmarks.Sequential*' --default-filter '*ModelBenchmarks.ParallelForRanges*' --default-filter '*ModelBenchmarks.ProcessPool(*' @rest
        }
        finally { Pop-Location }
    }
    'report' { Invoke-Dotnet run -c Release --project "$PSScriptRoot/Compare" '--' report @rest }
    default {
        Invoke-Dotnet run -c Release --project "$PSScriptRoot/Benchmarks" '--' @words
        if ($words.Count -eq 0 -and $LASTEXITCODE -eq 0) {
            Invoke-Dotnet run -c Release --project "$PSScriptRoot/Compare" '--' report --newest "$PSScriptRoot/results"
            if ($LASTEXITCODE -ne 0) { [Console]::Error.WriteLine('The reports are there. What of the pages is not, and why, stands above.') }
            exit 0
        }
    }
}
exit $LASTEXITCODE

<#
.SYNOPSIS
Runs a benchmark, a soak or a comparison from the repository's root.

.DESCRIPTION
A thin wrapper: it builds one argument list, starts dotnet with it and leaves with its exit code.
0 pass, 1 a threshold, comparison or benchmark failed, 2 bad input, 3 void or cannot say, 4 the tool itself failed.
An option that is not given is left to the tool's own default.

.PARAMETER Command
micro runs the benchmarks, soak runs a scenario, gate compares the benchmarks of the working tree with those of a commit.

.PARAMETER Filter
micro, gate: which benchmarks, a glob over their full names. All unless said.

.PARAMETER Quick
micro, gate: few, short iterations. To see whether everything runs and nothing is far off, not to quote figures.

.PARAMETER Record
micro: puts the tables into results/micro, into this machine's folder.

.PARAMETER Scenario
soak: the name of a built-in scenario, or a scenario file.

.PARAMETER Duration
soak: how long, such as 30s, 10m or 24h.

.PARAMETER Target
soak: the address of a real gateway, instead of the embedded one.

.PARAMETER Base
gate: the commit to compare the working tree with. The commit before this one unless said.

.PARAMETER Out
The folder for the results of soak and gate, absent or empty; for micro, of BenchmarkDotNet's own files.

.EXAMPLE
./run-bench.ps1 micro -Filter '*Sse*' -Quick

.EXAMPLE
./run-bench.ps1 soak -Duration 30s -Out results/soak/first

.EXAMPLE
./run-bench.ps1 gate -Base main -Filter '*Sse*'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true, Position = 0)]
    [ValidateSet('micro', 'soak', 'gate')]
    [string] $Command,

    [string] $Filter,
    [switch] $Quick,
    [switch] $Record,
    [string] $Scenario,
    [string] $Duration,
    [string] $Target,
    [string] $Base = 'HEAD~1',
    [string] $Out
)

$optionsOf = @{
    micro = @('Filter', 'Quick', 'Record', 'Out')
    soak  = @('Scenario', 'Duration', 'Target', 'Out')
    gate  = @('Base', 'Filter', 'Quick', 'Out')
}
$known = @('Filter', 'Quick', 'Record', 'Scenario', 'Duration', 'Target', 'Base', 'Out')
$misplaced = @($known | Where-Object { $PSBoundParameters.ContainsKey($_) -and $optionsOf[$Command] -notcontains $_ })
if ($misplaced.Count -gt 0) {
    [Console]::Error.WriteLine("$Command does not take -$($misplaced -join ', -'); it takes -$($optionsOf[$Command] -join ', -').")
    exit 2
}

$arguments = @('run', '-c', 'Release', '--project')
if ($Command -eq 'micro') {
    $arguments += @("$PSScriptRoot/bench/Micro", '--')
    if ($Filter) { $arguments += @('--filter', $Filter) }
    if ($Quick) { $arguments += '--quick' }
    if ($Record) { $arguments += '--record' }
    if ($Out) { $arguments += @('--artifacts', $Out) }
}
elseif ($Command -eq 'soak') {
    $arguments += @("$PSScriptRoot/bench/Soak", '--', 'run')
    if ($Scenario) { $arguments += $Scenario }
    if ($Duration) { $arguments += @('--duration', $Duration) }
    if ($Target) { $arguments += @('--target', $Target) }
    if ($Out) { $arguments += @('--out', $Out) }
}
else {
    $arguments += @("$PSScriptRoot/bench/Gate", '--', 'micro', '--base', $Base)
    if ($Filter) { $arguments += @('--filter', $Filter) }
    if ($Quick) { $arguments += '--quick' }
    if ($Out) { $arguments += @('--out', $Out) }
}

& dotnet @arguments
exit $LASTEXITCODE

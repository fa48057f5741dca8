using System.Collections;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Duet.Protocol;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>A program, and the way in which it is started for duets.</summary>
/// <param name="Files">Its files; none of them is touched.</param>
/// <param name="Environment">Variables to set, over what is inherited.</param>
internal sealed record DuetProgram(ProgramFiles Files, ImmutableArray<(string Name, string Value)> Environment)
{
    private static readonly TimeSpan NoLimit = TimeSpan.MaxValue;

    // Without the quiet time before it, optimised code is there after some thirty calls. Dynamic PGO is left as it is in production.
    private static readonly ImmutableArray<(string Name, string Value)> UnlessGiven =
    [
        ("DOTNET_TC_CallCountingDelayMs", "0"),
        ("DOTNET_EnableDiagnostics", "0"),
    ];

    /// <summary>True where profilers may attach to it.</summary>
    public bool AllowsDiagnostics { get; init; }

    /// <summary>The assembly that is loaded into the program.</summary>
    public static string Hook { get; } = Path.Combine(AppContext.BaseDirectory, "duet", "ConcurrencyBench.Duet.dll");

    /// <summary>Creates the command that starts it.</summary>
    /// <param name="workingFolder">The folder in which it works, and no other process.</param>
    /// <param name="pipe">The pipe that it serves.</param>
    /// <param name="diagnosticPort">The port to which it connects as soon as a profiler listens there; null for none.</param>
    public ChildCommand CreateCommand(string workingFolder, string pipe, string? diagnosticPort) =>
        new(DotNetHost.FileName, [Files.Path], workingFolder, NoLimit)
        {
            Environment = CreateEnvironment(pipe, diagnosticPort, System.Environment.GetEnvironmentVariables()),
            OwnsFolder = true,
        };

    private ImmutableArray<(string Name, string? Value)> CreateEnvironment(string pipe, string? diagnosticPort, IDictionary inherited)
    {
        string? otherHooks =
            Environment.LastOrDefault(variable => variable.Name == DuetVariables.StartupHooks).Value
            ?? (string?)inherited[DuetVariables.StartupHooks];
        return
        [
            (ProgramCommandLine.LaunchVariable, "1"),
            .. UnlessGiven
                .Where(variable => !inherited.Contains(variable.Name))
                .Select(variable => (variable.Name, (string?)variable.Value)),
            .. Environment.Select(variable => (variable.Name, (string?)variable.Value)),
            .. diagnosticPort is null
                ? ImmutableArray<(string, string?)>.Empty
                : [("DOTNET_EnableDiagnostics", "1"), ("DOTNET_DiagnosticPorts", $"{diagnosticPort},nosuspend")],
            (DuetVariables.Pipe, pipe),
            // The last one: it does not return.
            (DuetVariables.StartupHooks, string.IsNullOrEmpty(otherHooks) ? Hook : $"{otherHooks}{Path.PathSeparator}{Hook}"),
        ];
    }
}

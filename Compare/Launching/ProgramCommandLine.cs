using System.Collections;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>The command line of a launch, which BenchmarkDotNet 0.12 to 0.15 understand, and its environment.</summary>
internal static class ProgramCommandLine
{
    /// <summary>Set for a launch of a gate: the program may omit what is not the benchmark, such as reports of its own.</summary>
    public const string LaunchVariable = "BENCHMARK_GATE_LAUNCH";

    // LC_ALL is left alone: cultures are part of what a benchmark may measure, and BenchmarkDotNet reads its tools in English anyway.
    private static readonly ImmutableArray<(string Name, string Value)> Always =
    [
        (LaunchVariable, "1"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
    ];

    // Dynamic PGO makes launches of one build differ. Without diagnostics no sockets of killed launches are left behind.
    private static readonly ImmutableArray<(string Name, string Value)> UnlessGiven =
    [
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_EnableDiagnostics", "0"),
    ];

    /// <param name="request">The request.</param>
    /// <param name="artifacts">The folder for the reports.</param>
    public static ImmutableArray<string> CreateForMeasuring(LaunchRequest request, string artifacts) =>
        [
            request.Program.Path,
            "--filter",
            .. AllUnlessGiven(request.Filters),
            "--inProcess",
            "--launchCount",
            "1",
            "--warmupCount",
            Format(request.Counts.Warmups),
            "--iterationCount",
            Format(request.Counts.Iterations),
            .. CreateInvocationArguments(request.Counts),
            "-e",
            "fulljson",
            "--artifacts",
            artifacts,
            .. request.ProgramArguments,
        ];

    private static ImmutableArray<string> CreateInvocationArguments(LaunchCounts counts) =>
        counts.Invocations is { } invocations
            ? ["--invocationCount", Format(invocations), "--unrollFactor", Format(counts.Unroll)]
            : ["--iterationTime", "1"];

    /// <param name="request">The request.</param>
    public static ImmutableArray<string> CreateForListing(ListRequest request) =>
        [request.Program.Path, "--list", "flat", "--filter", .. AllUnlessGiven(request.Filters), .. request.ProgramArguments];

    /// <param name="requested">The user's variables, which override all others.</param>
    /// <param name="inherited">The gate's own environment.</param>
    /// <returns>The variables to set over the inherited ones.</returns>
    public static ImmutableArray<(string Name, string? Value)> CreateEnvironment(
        ImmutableArray<(string Name, string Value)> requested,
        IDictionary inherited
    ) =>
        [
            .. Always
                .Concat(UnlessGiven.Where(variable => !inherited.Contains(variable.Name)))
                .Concat(requested)
                .Select(variable => (variable.Name, (string?)variable.Value)),
        ];

    // Without a filter BenchmarkDotNet waits for an answer on the console.
    private static ImmutableArray<string> AllUnlessGiven(ImmutableArray<string> filters) => filters.IsEmpty ? ["*"] : filters;

    private static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}

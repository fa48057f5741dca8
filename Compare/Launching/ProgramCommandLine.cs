using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>What a launch is told: BenchmarkDotNet's public command line, which 0.12 to 0.15 understand, and the environment.</summary>
internal static class ProgramCommandLine
{
    /// <summary>Set for a program that is one launch of a gate: it may leave out what is not the benchmark, such as reports of its own.</summary>
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

    /// <param name="request">What to measure.</param>
    /// <param name="artifacts">Where the reports shall be.</param>
    public static ImmutableArray<string> CreateForMeasuring(LaunchRequest request, string artifacts) =>
        [
            request.Program.Path,
            "--filter",
            .. AllUnlessGiven(request.Filters),
            "--inProcess",
            "--launchCount",
            "1",
            "--warmupCount",
            Text(request.Counts.Warmups),
            "--iterationCount",
            Text(request.Counts.Iterations),
            .. request.Counts.Invocations is { } invocations
                ? ["--invocationCount", Text(invocations), "--unrollFactor", Text(request.Counts.Unroll)]
                : ImmutableArray.Create("--iterationTime", "1"),
            "-e",
            "fulljson",
            "--artifacts",
            artifacts,
            .. request.ProgramArguments,
        ];

    /// <param name="request">What to list.</param>
    public static ImmutableArray<string> CreateForListing(ListRequest request) =>
        [request.Program.Path, "--list", "flat", "--filter", .. AllUnlessGiven(request.Filters), .. request.ProgramArguments];

    /// <param name="requested">What the user sets; it wins.</param>
    /// <param name="inherited">What the gate itself runs with.</param>
    /// <returns>What is set over that.</returns>
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

    // Without a filter BenchmarkDotNet asks, and nobody answers.
    private static ImmutableArray<string> AllUnlessGiven(ImmutableArray<string> filters) => filters.IsEmpty ? ["*"] : filters;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Code;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Shows the benchmarks that a change of the code may matter to. Nothing is measured.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class AffectedCommand(CommandOutput output)
{
    private const string Title = "Affected benchmarks";

    /// <returns>The <see cref="ExitCode"/>; 130 or 143 when it was interrupted.</returns>
    public int Run(AffectedRequest request)
    {
        OutputFiles.RequireFolders(request.Outputs);
        using InterruptSignals signals = new();
        try
        {
            ProgramBuilder builder = new(
                new BuildSettings(request.Project, request.Program, BuildSettings.DefaultCacheFolder, output.Error.WriteLine)
            );
            BuiltProgram baseline = Build(builder, request.Baseline, signals.Token);
            BuiltProgram candidate = Build(builder, request.Candidate, signals.Token);
            new ResultPublisher(output).Publish(
                CreateResult(AffectedBenchmarks.Find(baseline.Files, candidate.Files), baseline, candidate),
                request.Outputs
            );
            return ExitCode.NothingSlower;
        }
        catch (OperationCanceledException)
        {
            return signals.ExitCode;
        }
    }

    private static BuiltProgram Build(ProgramBuilder builder, string source, CancellationToken cancellation) =>
        builder.Build(ProgramSource.Parse(source, Environment.CurrentDirectory), cancellation);

    private static CommandResult CreateResult(AffectedBenchmarks benchmarks, BuiltProgram baseline, BuiltProgram candidate)
    {
        (string FullName, string? Reason)[] all =
        [
            .. benchmarks.Affected.Select(one => (one.FullName, (string?)one.Reason)),
            .. benchmarks.Unaffected.Select(name => (name, (string?)null)),
        ];
        Grid table = Grid.Create(
            all,
            new("Benchmark", row => row.FullName),
            new("Affected", row => row.Reason is null ? "no" : "yes"),
            new("Because", row => row.Reason ?? "the code that it reaches is unchanged")
        );
        string summary =
            $"{Figures.FormatCount(benchmarks.Affected.Length)} of {Figures.FormatCount(all.Length, "benchmark")} may run other code in "
            + $"{candidate.Description} than in {baseline.Description}.";
        return new CommandResult(Title, [new Paragraph(summary), table], () => RenderJson(benchmarks));
    }

    private static string RenderJson(AffectedBenchmarks benchmarks) =>
        ResultJson.Write(
            new
            {
                ResultJson.SchemaVersion,
                Kind = "affected",
                benchmarks.Affected,
                benchmarks.Unaffected,
            }
        );
}

using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.SelfTesting;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>
/// Runs many gates of a program against its own copy, or against a program that is known to differ. Every run has its own file and
/// the plan of the first, so that only the first takes a pilot.
/// </summary>
/// <param name="output">Where it writes.</param>
internal sealed class SelfTestCommand(CommandOutput output)
{
    // At most one false positive in so many bounds their share below 1.6 %.
    private const int WantedBenchmarks = 300;

    // The stages of a run take the seeds after the run's own.
    private const int SeedStep = 100;

    private readonly ConsoleGateView _view = new(output);

    /// <returns>0 when it is done, whatever the result; 130 or 143 when it was interrupted.</returns>
    public int Run(SelfTestRequest request)
    {
        string folder = GatePreparation.ChooseFolder(request.Gate);
        using InterruptSignals signals = new();
        try
        {
            Publish(Measure(request, folder, signals.Token), folder, signals.Token);
            return ExitCode.NothingSlower;
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            output.Error.WriteLine($"Interrupted; the finished launches are kept. Go on with the same arguments and --folder {folder}");
            return signals.ExitCode;
        }
    }

    private ImmutableArray<GateRun> Measure(SelfTestRequest request, string folder, CancellationToken cancellation)
    {
        GatePreparation preparation = new(request.Gate, begun: null, _view.ShowMessage);
        GateProgram baseline = preparation.Build(request.Gate.Baseline ?? request.Gate.Candidate, cancellation);
        GateProgram candidate = request.Candidate is { } source ? preparation.Build(source, cancellation) : baseline;
        using Launcher launcher = new();
        using StagedPrograms staged = StagedPrograms.Create(baseline.Files, candidate.Files, launcher.Guard);
        ImmutableArray<GateRun> runs = [];
        int wanted = request.Runs ?? 1;
        while (runs.Length < wanted)
        {
            GateSettings settings = request.Gate.Settings;
            HeaderLine header = preparation.CreateHeader(
                settings with
                {
                    Seed = settings.Seed + (SeedStep * runs.Length),
                },
                baseline,
                candidate
            );
            using RunFile file = GatePreparation.OpenRun(Path.Combine(folder, GetFileName(runs.Length + 1)), header, out GateRun run);
            runs = runs.Add(
                Finish(
                    run,
                    runs.FirstOrDefault(),
                    new GateRunner(GateEngines.Create(header.Settings, launcher), staged, file, _view, cancellation),
                    file
                )
            );
            int benchmarks = RequireBenchmarks(runs[0]);
            wanted = request.Runs ?? (int)Math.Ceiling(WantedBenchmarks / (double)benchmarks);
            _view.ShowMessage(string.Create(CultureInfo.InvariantCulture, $"Run {runs.Length} of {wanted}: {Summarize(runs[^1])}"));
        }

        return runs;
    }

    private static string GetFileName(int number) => string.Create(CultureInfo.InvariantCulture, $"run-{number:000}{RunFile.Extension}");

    private GateRun Finish(GateRun run, GateRun? first, GateRunner runner, RunFile file) =>
        run.Plan is not null && GateStages.IsFinished(run) ? run
        : first is null ? runner.Finish(run, EarlierRun.None, _view.ShowPlan)
        : runner.Finish(run.TakePlan(first, file), EarlierRun.None, _ => { });

    private static int RequireBenchmarks(GateRun run) =>
        run.Plan!.Benchmarks is { IsEmpty: false } benchmarks
            ? benchmarks.Length
            : throw new UsageException("No benchmark runs on both sides, so there is nothing to test. Look at them with: gate");

    private static string Summarize(GateRun run)
    {
        GateResult result = GateResult.FromRun(run);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Count(Verdict.Slower)} slower, {result.Count(Verdict.Faster)} faster "
                + $"of {result.Benchmarks.Length}{(result.Validity.IsValid ? "" : ", invalid")}"
        );
    }

    private void Publish(ImmutableArray<GateRun> runs, string folder, CancellationToken cancellation)
    {
        _view.ShowMessage("Drawing gates from the recorded pairs, which shows what would have been found.");
        _view.Clear();
        SelfTest test = SelfTest.FromRuns(runs, cancellation);
        ImmutableArray<Block> blocks = SelfTestDocument.Create(test);
        ConsoleRenderer.Render(output.Console, blocks);
        AtomicFile.Write(Path.Combine(folder, "self-test.md"), MarkdownRenderer.Render("What the gate is worth", blocks));
        AtomicFile.Write(Path.Combine(folder, "self-test.json"), SelfTestJson.Render(test));
    }
}

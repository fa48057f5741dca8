using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.SelfTesting;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare;

/// <summary>
/// <c>gate --self-test</c>: gates of a program against its own copy, or against one that is known to differ. Every run has a file
/// of its own and all have the plan of the first: what they cost is pairs, not pilots.
/// </summary>
/// <param name="surroundings">What it may touch.</param>
internal sealed class SelfTestCommand(CommandOutput surroundings)
{
    // At most one false call in so many bounds their share below 1.6 %.
    private const int WantedCells = 300;

    private readonly ConsoleGateView _view = ConsoleGateView.Of(surroundings);

    /// <returns>0 when it is done, whatever it found; 130 or 143 when it was interrupted.</returns>
    public int Run(SelfTestRequest request)
    {
        string folder = GatePreparation.ChooseFolder(request.Gate);
        using InterruptSignals interruptions = new();
        try
        {
            Publish(Measure(request, folder, interruptions.Token), folder);
            return ExitCode.NothingSlower;
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            surroundings.Error.WriteLine($"Interrupted; what was measured is kept. Go on with the same arguments and --folder {folder}");
            return interruptions.ExitCode;
        }
    }

    private ImmutableArray<GateRun> Measure(SelfTestRequest request, string folder, CancellationToken cancellation)
    {
        GateSettings settings = request.Gate.Settings;
        GatePreparation start = new(request.Gate, begun: null, _view.ShowMessage);
        (ProgramFiles program, SideIdentity identity) = start.Build(request.Gate.Baseline ?? request.Gate.Candidate, cancellation);
        (ProgramFiles other, SideIdentity otherIdentity) = request.Candidate is { } source
            ? start.Build(source, cancellation)
            : (program, identity);
        using Launcher launcher = new();
        using StagedPrograms staged = StagedPrograms.Create(program, other, launcher.Guard);
        ImmutableArray<GateRun> runs = [];
        int wanted = request.Runs ?? 1;
        while (runs.Length < wanted)
        {
            string path = Path.Combine(
                folder,
                string.Create(CultureInfo.InvariantCulture, $"run-{runs.Length + 1:000}{RunFile.Extension}")
            );
            HeaderLine header = start.CreateHeader(
                settings with
                {
                    Seed = settings.Seed + (SeedStep * runs.Length),
                },
                identity,
                otherIdentity
            );
            using RunFile file = GatePreparation.OpenRun(path, header, out GateRun run);
            runs = runs.Add(Finish(run, runs.FirstOrDefault(), new GateRunner(launcher, staged, file, _view, cancellation), file));
            if (runs[0].Plan!.Benchmarks.IsEmpty)
            {
                throw new UsageException("No benchmark runs on both sides, so there is nothing to test. Look at them with: gate");
            }

            wanted = request.Runs ?? (int)Math.Ceiling(WantedCells / (double)runs[0].Plan!.Benchmarks.Length);
            _view.ShowMessage(string.Create(CultureInfo.InvariantCulture, $"Run {runs.Length} of {wanted}: {Summary(runs[^1])}"));
        }

        return runs;
    }

    // Stages take the seeds behind a run's own.
    private const int SeedStep = 100;

    private GateRun Finish(GateRun run, GateRun? first, GateRunner runner, RunFile file) =>
        run.Plan is not null && GateStages.IsFinished(run) ? run
        : first is null ? runner.Finish(run, pilot: [], _view.ShowPlan)
        : runner.Finish(run.TakePlan(first, file), pilot: [], _ => { });

    private static string Summary(GateRun run)
    {
        GateResult result = GateResult.FromRun(run);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Count(Verdict.Slower)} slower, {result.Count(Verdict.Faster)} faster of {result.Benchmarks.Length}{(result.Validity.IsValid ? "" : ", invalid")}"
        );
    }

    private void Publish(ImmutableArray<GateRun> runs, string folder)
    {
        _view.Clear();
        SelfTest test = SelfTest.FromRuns(runs);
        ImmutableArray<Block> blocks = SelfTestDocument.Create(test);
        ConsoleRenderer.Render(surroundings.Console, blocks);
        AtomicFile.Write(Path.Combine(folder, "self-test.md"), MarkdownRenderer.Render("What the gate is worth", blocks));
        AtomicFile.Write(Path.Combine(folder, "self-test.json"), SelfTestJson.Render(test));
    }
}

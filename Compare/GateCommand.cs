using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare;

/// <summary>The command <c>gate</c>: builds and stages both programs, has the run measured, and publishes what it says.</summary>
/// <param name="surroundings">What it may touch.</param>
internal sealed class GateCommand(CommandOutput surroundings)
{
    private static readonly ImmutableArray<string> Formats = [".md", ".json", ".html"];

    private readonly ConsoleGateView _view = ConsoleGateView.Of(surroundings);

    /// <returns>See <see cref="GateExitCode"/>; 130 or 143 when it was interrupted.</returns>
    public int Run(GateRequest request)
    {
        CompareProgram.RequireFolders(request.Report.Outputs);
        string path = request.Resume ?? Path.Combine(GatePreparation.ChooseFolder(request), GatePreparation.RunFileName);
        if (request.Resume is null && File.Exists(path))
        {
            throw new UsageException(
                $"There is a run in this folder already. Finish or show it with: gate --resume {Quoted(path)}. For a new one choose another --folder."
            );
        }

        GateRun? begun = request.Resume is null ? null : RunFile.Read(request.Resume);
        if (begun is not null && GateStages.IsFinished(begun))
        {
            return Publish(begun, path, request.Report);
        }

        using InterruptSignals interruptions = new();
        try
        {
            GateRun run = Measure(request, begun, path, interruptions.Token);
            return Publish(run, path, request.Report);
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            surroundings.Error.WriteLine(
                File.Exists(path)
                    ? $"Interrupted; what was measured is kept. Go on with: gate --resume {Quoted(path)}"
                    : "Interrupted before anything was measured."
            );
            return interruptions.ExitCode;
        }
    }

    private GateRun Measure(GateRequest request, GateRun? begun, string path, CancellationToken cancellation)
    {
        ImmutableArray<LaunchLine> pilot = request.Pilot is null ? [] : PilotOf(request.Pilot);
        GatePreparation start = new(request, begun?.Header, _view.ShowMessage);
        (ProgramFiles baselineFiles, SideIdentity baseline) = start.Build(begun?.Header.Baseline.Source ?? request.Baseline!, cancellation);
        (ProgramFiles candidateFiles, SideIdentity candidate) = start.Build(
            begun?.Header.Candidate.Source ?? request.Candidate,
            cancellation
        );
        HeaderLine header = start.CreateHeader(begun?.Header.Settings ?? request.Settings, baseline, candidate);
        if (header.IsSelfComparison)
        {
            _view.ShowMessage(ControlText.SidesAreAlike);
        }

        using Launcher launcher = new();
        using StagedPrograms staged = StagedPrograms.Create(baselineFiles, candidateFiles, launcher.Guard);
        using RunFile file = GatePreparation.OpenRun(path, header, out GateRun run);
        try
        {
            return new GateRunner(launcher, staged, file, _view, cancellation).Finish(run, pilot, _view.ShowPlan);
        }
        catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            Keep(path, exception);
            throw;
        }
    }

    // Without a launch there is nothing to go on with.
    private void Keep(string path, Exception exception)
    {
        GateRun run = RunFile.Read(path);
        if (run.Launches.IsEmpty)
        {
            File.Delete(path);
            return;
        }

        _view.ShowMessage(
            exception is UsageException && run.Plan is null
                ? $"The pilot is kept, for a new gate with: --pilot {Quoted(path)}"
                : $"What was measured is kept. Go on with: gate --resume {Quoted(path)}"
        );
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private int Publish(GateRun run, string path, GateReportRequest request)
    {
        _view.Clear();
        GateResult result = GateResult.FromRun(run);
        int exitCode = GateExitCode.Choose(result, request.FailOn, request.AllowsMissing);
        ImmutableArray<Block> blocks = GateDocument.Create(result);
        ConsoleRenderer.Render(surroundings.Console, blocks);
        string markdown = MarkdownRenderer.Render(GatePage.Title, blocks);
        string[] beside = [.. Formats.Select(format => Path.ChangeExtension(path, format))];
        foreach (string file in beside.Concat(request.Outputs))
        {
            AtomicFile.Write(
                file,
                Path.GetExtension(file).ToLowerInvariant() switch
                {
                    ".json" => GateJson.Render(result, exitCode, Path.GetFileName(path)),
                    ".html" => GatePage.Render(result),
                    _ => markdown,
                }
            );
        }

        if (surroundings.StepSummaryFile is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, markdown);
        }

        surroundings.Error.WriteLine($"Page: {Path.ChangeExtension(path, ".html")}");
        surroundings.Error.WriteLine($"Every launch: {path}");
        return exitCode;
    }

    private static ImmutableArray<LaunchLine> PilotOf(string path) =>
        [
            .. RunFile
                .Read(path)
                .Launches.Where(launch => launch.Phase is LaunchPhase.Calibration or LaunchPhase.Pilot && launch.Fault is null),
        ];
}

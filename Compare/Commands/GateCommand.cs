using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Code;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Compare.Profiling;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Builds and stages both programs, measures the run, and publishes the verdict.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class GateCommand(CommandOutput output)
{
    private readonly ConsoleGateView _view = new(output);

    /// <returns>The <see cref="GateExitCode"/>; 130 or 143 when the run was interrupted.</returns>
    public int Run(GateRequest request)
    {
        OutputFiles.RequireFolders(request.Report.Files);
        string path = request.Resume ?? Path.Combine(GatePreparation.ChooseFolder(request), GatePreparation.RunFileName);
        if (request.Resume is null && File.Exists(path))
        {
            throw new UsageException(
                $"There is a run in this folder already. Finish or show it with: gate --resume {Quote(path)}. "
                    + "For a new one choose another --folder."
            );
        }

        GateRun? begun = request.Resume is null ? null : RunFile.Read(request.Resume);
        return begun is { Header: { IsSameCode: true } header } ? PublishSameCode(header, request.Report)
            : begun is not null && GateStages.IsFinished(begun) && request.Explained.IsEmpty ? Publish(begun, path, request.Report)
            : MeasureUntilInterrupted(request, begun, path);
    }

    private int MeasureUntilInterrupted(GateRequest request, GateRun? begun, string path)
    {
        using InterruptSignals signals = new();
        try
        {
            return Measure(request, begun, path, signals.Token) is { } run ? Publish(run, path, request.Report) : ExitCode.NothingSlower;
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            output.Error.WriteLine(
                File.Exists(path)
                    ? $"Interrupted; the finished launches are kept. Go on with: gate --resume {Quote(path)}"
                    : "Interrupted before anything was measured."
            );
            return signals.ExitCode;
        }
    }

    // Null when there is nothing to measure.
    private GateRun? Measure(GateRequest request, GateRun? begun, string path, CancellationToken cancellation)
    {
        EarlierRun earlier = request.Pilot is null ? EarlierRun.None : EarlierRun.FromRun(RunFile.Read(request.Pilot));
        GatePreparation preparation = new(request, begun?.Header, _view.ShowMessage);
        GateProgram baseline = preparation.Build(begun?.Header.Baseline.Source ?? request.Baseline!, cancellation);
        GateProgram candidate = preparation.Build(begun?.Header.Candidate.Source ?? request.Candidate, cancellation);
        HeaderLine header = preparation.CreateHeader(begun?.Header.Settings ?? request.Settings, baseline, candidate);
        if (begun is null && !request.MeasuresSame && CodeChanges.Find(baseline.Files.Folder, candidate.Files.Folder).IsEmpty)
        {
            SaveSameCode(path, header);
            PublishSameCode(header, request.Report);
            return null;
        }

        if (header.IsSelfComparison)
        {
            _view.ShowMessage(ControlText.SidesAreAlike);
        }

        using Launcher launcher = new();
        using StagedPrograms staged = StagedPrograms.Create(baseline.Files, candidate.Files, launcher.Guard);
        using RunFile file = GatePreparation.OpenRun(path, header, out GateRun run);
        try
        {
            GateRunner runner = new(GateEngines.Create(header.Settings, launcher), staged, file, _view, cancellation)
            {
                FindUnaffected = header.Settings.SkipsUnaffected ? () => FindUnaffected(baseline, candidate) : null,
            };
            run = runner.Finish(run, earlier, _view.ShowPlan);
            DuetProfiler profiler = new(header.Settings, launcher.Guard);
            return Explain(run, request, file, profiler, staged, candidate.Files.Folder, cancellation);
        }
        catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            KeepMeasured(path, exception);
            throw;
        }
    }

    private static HashSet<string> FindUnaffected(GateProgram baseline, GateProgram candidate) =>
        AffectedBenchmarks.Find(baseline.Files, candidate.Files).Unaffected.ToHashSet(StringComparer.Ordinal);

    private GateRun Explain(
        GateRun run,
        GateRequest request,
        RunFile file,
        DuetProfiler profiler,
        StagedPrograms staged,
        string candidateFolder,
        CancellationToken cancellation
    )
    {
        new ExplanationRunner(profiler, staged, Save, _view, cancellation).Explain(GateExplanations.Plan(run, request, _view));
        foreach (RunLine line in ExplanationCommits.Find(run, candidateFolder, cancellation))
        {
            Save(line);
        }

        return run;

        void Save(RunLine line)
        {
            file.Append(line);
            run = run.With(line);
        }
    }

    private static void SaveSameCode(string path, HeaderLine header)
    {
        if (header.Settings.Shard is not null)
        {
            GatePreparation.SaveSameCode(path, header);
        }
    }

    private int PublishSameCode(HeaderLine header, GateReportRequest request)
    {
        _view.Clear();
        return new GatePublisher(output).PublishSameCode(header.Baseline, header.Candidate, request);
    }

    // A run without a launch has nothing to go on with.
    private void KeepMeasured(string path, Exception exception)
    {
        GateRun run = RunFile.Read(path);
        if (run.Launches.IsEmpty)
        {
            File.Delete(path);
            return;
        }

        _view.ShowMessage(
            exception is UsageException && run.Plan is null
                ? $"The pilot is kept, for a new gate with: --pilot {Quote(path)}"
                : $"The finished launches are kept. Go on with: gate --resume {Quote(path)}"
        );
    }

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private int Publish(GateRun run, string path, GateReportRequest request)
    {
        _view.Clear();
        int exitCode = new GatePublisher(output).Publish(GateResult.FromRun(run), path, Path.GetFileName(path), request);
        output.Error.WriteLine($"Every launch: {path}");
        return exitCode;
    }
}

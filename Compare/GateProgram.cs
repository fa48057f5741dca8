using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Exporting;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Gating.Programs;
using ConcurrencyBench.Compare.Gating.Running;
using ConcurrencyBench.Compare.Gating.Runs;
using ConcurrencyBench.Compare.Gating.SelfTesting;
using ConcurrencyBench.Compare.Judging;
using ConcurrencyBench.Compare.Rendering;

namespace ConcurrencyBench.Compare;

/// <summary>The command <c>gate</c>: builds and stages both programs, has the run measured, and publishes what it says.</summary>
/// <param name="surroundings">What it may touch.</param>
internal sealed class GateProgram(Surroundings surroundings)
{
    /// <summary>The name of a run's file in its folder.</summary>
    public const string RunFileName = "gate.jsonl";

    private readonly ConsoleGateView _view = new(surroundings.Error, surroundings.ErrorConsole.Profile.Capabilities.Interactive);

    /// <returns>See <see cref="GateExitCode"/>; 130 or 143 when it was interrupted.</returns>
    public int Run(GateRequest request)
    {
        CompareProgram.RequireFolders(request.Report.Outputs);
        string path = request.Resume ?? NewRunFile(request);
        GateRun? begun = request.Resume is null ? null : RunFile.Read(request.Resume);
        if (begun is not null && GateStages.IsFinished(begun))
        {
            return Publish(begun, path, request.Report);
        }

        using Interruptions interruptions = new();
        try
        {
            GateRun run = Measure(request, begun, path, interruptions.Token);
            return Publish(run, path, request.Report);
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            surroundings.Error.WriteLine(File.Exists(path)
                ? $"Interrupted; what was measured is kept. Go on with: gate --resume {path}"
                : "Interrupted before anything was measured.");
            return interruptions.ExitCode;
        }
    }

    /// <returns>0 when it is done, whatever it found; 130 or 143 when it was interrupted.</returns>
    public int TestItself(SelfTestRequest request)
    {
        string folder = request.Gate.Folder ?? Path.GetDirectoryName(NewRunFile(request.Gate))!;
        using Interruptions interruptions = new();
        try
        {
            Publish(MeasureItself(request, folder, interruptions.Token), folder);
            return ExitCode.NothingSlower;
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            surroundings.Error.WriteLine($"Interrupted; what was measured is kept. Go on with the same arguments and --folder {folder}");
            return interruptions.ExitCode;
        }
    }

    // Every run has a file of its own and all have the plan of the first: what they cost is pairs, not pilots.
    private ImmutableArray<GateRun> MeasureItself(SelfTestRequest request, string folder, CancellationToken cancellation)
    {
        const int Cells = 300;
        GateRequest gate = request.Gate;
        string source = gate.Baseline ?? gate.Candidate;
        BuiltProgram program = Build(NewBuilder(gate), source, cancellation);
        SideIdentity identity = Identity(source, program);
        using Launcher launcher = new();
        using StagedPrograms staged = StagedPrograms.Create(program.Files, program.Files, launcher.Guard);
        Directory.CreateDirectory(folder);
        ImmutableArray<GateRun> runs = [];
        int wanted = request.Runs ?? 1;
        for (int i = 0; i < wanted; i++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"run-{i + 1:000}.jsonl"));
            HeaderLine header = new(HeaderLine.CurrentSchema, gate.Settings with { Seed = gate.Settings.Seed + (100 * i) }, identity, identity);
            using RunFile file = File.Exists(path) ? RunFile.Resume(path, out GateRun begun) : Begin(path, header, out begun);
            RequireSame(begun, header);
            GateRunner runner = new(launcher, staged, file, _view, cancellation);
            runs = runs.Add(GateStages.IsFinished(begun) ? begun : runner.Finish(runs.IsEmpty ? begun : begun.PlannedAs(runs[0], file), pilot: [], run => TellPlan(run, isFirst: i == 0)));
            wanted = request.Runs ?? (int)Math.Ceiling(Cells / (double)runs[0].Plan!.Cells.Length);
            _view.Tell(string.Create(CultureInfo.InvariantCulture, $"Run {i + 1} of {wanted}: {Summary(runs[^1])}"));
        }

        return runs;
    }

    private static string Summary(GateRun run)
    {
        GateResult result = GateResult.Of(run);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Count(Verdict.Slower)} slower, {result.Count(Verdict.Faster)} faster of {result.Cells.Length}{(result.Controls.IsValid ? "" : ", invalid")}");
    }

    private void TellPlan(GateRun run, bool isFirst)
    {
        if (isFirst)
        {
            _view.Clear();
            ConsoleRenderer.Render(surroundings.ErrorConsole, PlanDocument.Of(run));
        }
    }

    private void Publish(ImmutableArray<GateRun> runs, string folder)
    {
        SelfTest test = SelfTest.Of(runs);
        ImmutableArray<Block> blocks = SelfTestDocument.Of(test);
        ConsoleRenderer.Render(surroundings.Console, blocks);
        WholeFile.Write(Path.Combine(folder, "self-test.md"), MarkdownRenderer.Render("What the gate is worth", blocks));
        WholeFile.Write(Path.Combine(folder, "self-test.json"), SelfTestJson.Of(test));
    }

    private GateRun Measure(GateRequest request, GateRun? begun, string path, CancellationToken cancellation)
    {
        ImmutableArray<LaunchLine> pilot = request.Pilot is null ? [] : PilotOf(request.Pilot);
        ProgramBuilder builder = NewBuilder(request);
        BuiltProgram baseline = Build(builder, begun?.Header.Baseline.Source ?? request.Baseline!, cancellation);
        BuiltProgram candidate = Build(builder, begun?.Header.Candidate.Source ?? request.Candidate, cancellation);
        HeaderLine header = new(
            HeaderLine.CurrentSchema,
            request.Settings,
            Identity(begun?.Header.Baseline.Source ?? request.Baseline!, baseline),
            Identity(begun?.Header.Candidate.Source ?? request.Candidate, candidate));
        RequireSame(begun, header);

        using Launcher launcher = new();
        using StagedPrograms staged = StagedPrograms.Create(baseline.Files, candidate.Files, launcher.Guard);
        using RunFile file = begun is null ? Begin(path, header, out begun) : RunFile.Resume(path, out begun);
        GateRunner runner = new(launcher, staged, file, _view, cancellation);
        return runner.Finish(begun, pilot, run => TellPlan(run, isFirst: true));
    }

    private int Publish(GateRun run, string path, GateReportRequest request)
    {
        _view.Clear();
        GateResult result = GateResult.Of(run);
        int exitCode = GateExitCode.Of(result, request.FailOn, request.AllowsMissing);
        ImmutableArray<Block> blocks = GateDocument.Of(result);
        ConsoleRenderer.Render(surroundings.Console, blocks);
        string markdown = MarkdownRenderer.Render("Benchmark gate", blocks);
        string json = GateJson.Of(result, exitCode, Path.GetFileName(path));
        string[] beside = [Path.ChangeExtension(path, ".md"), Path.ChangeExtension(path, ".json")];
        foreach (string file in beside.Concat(request.Outputs))
        {
            WholeFile.Write(file, Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase) ? json : markdown);
        }

        if (surroundings.StepSummaryFile is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, markdown);
        }

        surroundings.Error.WriteLine($"Every launch: {path}");
        return exitCode;
    }

    private static string NewRunFile(GateRequest request)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyyMMdd'T'HHmmss'Z'}-{request.Settings.Seed}");
        return Path.Combine(request.Folder ?? Path.Combine("BenchmarkDotNet.Artifacts", "gate", name), RunFileName);
    }

    private static RunFile Begin(string path, HeaderLine header, out GateRun run)
    {
        if (File.Exists(path))
        {
            throw new UsageException($"'{path}' is there already. Finish that run with --resume, or name another --folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RunFile file = RunFile.Create(path);
        file.Append(header);
        run = GateRun.Begin(header);
        return file;
    }

    private static void RequireSame(GateRun? begun, HeaderLine now)
    {
        foreach ((SideIdentity then, SideIdentity side, string name) in begun is null ? [] : new[] { (begun.Header.Baseline, now.Baseline, "baseline"), (begun.Header.Candidate, now.Candidate, "candidate") })
        {
            if (then.ContentHash != side.ContentHash)
            {
                throw new UsageException($"The {name}, {then.Source}, is not the program any more that this run began with. Begin a new run.");
            }
        }
    }

    private static ImmutableArray<LaunchLine> PilotOf(string path)
        => [.. RunFile.Read(path).Launches.Where(launch => launch.Phase is LaunchPhase.Calibration or LaunchPhase.Pilot && launch.Fault is null)];

    private static SideIdentity Identity(string source, BuiltProgram program) => new(source, program.Description, program.Files.ContentHash());

    private ProgramBuilder NewBuilder(GateRequest request) => new(new BuildSettings(request.Project, request.Program, BuildSettings.DefaultCacheFolder, _view.Tell));

    private static BuiltProgram Build(ProgramBuilder builder, string source, CancellationToken cancellation)
        => builder.Build(SideSource.Parse(source, Environment.CurrentDirectory), cancellation);
}

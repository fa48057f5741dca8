using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Runs every benchmark once within this process, and one in a process of its own. Nothing is kept.</summary>
internal static class SmokeCommand
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done; nothing was run.</exception>
    public static int Run(SuiteArguments arguments, ConsoleView view)
    {
        SuiteRequest request = SuiteRequest.From(
            arguments with
            {
                Workloads =
                    arguments.Workloads.IsEmpty && arguments.Numbers is null && arguments.NumbersFile is null
                        ? ["all"]
                        : arguments.Workloads,
            }
        );
        if (!arguments.BenchmarkDotNet.IsEmpty)
        {
            throw new UsageException(
                $"smoke runs every benchmark and takes no '{string.Join(' ', arguments.BenchmarkDotNet)}'; use bench to choose."
            );
        }

        RunFolder temporary = RunFolder.Create(
            Path.Combine(Path.GetTempPath(), $"concurrencybench-smoke-{Guid.NewGuid():N}"),
            isTemporary: true
        );
        try
        {
            SuiteConfig.SettleRuntime();
            request.Settings.Apply(numbersFile: null);
            view.Tell(BenchmarkRun.Select(ManualConfig.CreateEmpty()).Select(Exclusions.ReasonToLeaveOut).OfType<string>().Distinct());
            return RunParts(request.Settings, temporary, view);
        }
        finally
        {
            temporary.Delete();
        }
    }

    private static int RunParts(SuiteSettings settings, RunFolder temporary, ConsoleView view)
    {
        int run = 0;
        int failed = 0;
        foreach ((Workload? workload, Predicate<BenchmarkCase> isChosen, Job job) in Parts())
        {
            (workload is null ? settings : settings with { Workloads = [workload] }).Apply(numbersFile: null);
            (int ran, int failures) = RunOnce(isChosen, job, temporary, view);
            run += ran;
            failed += failures + (ran == 0 ? 1 : 0);
        }

        view.Tell($"{run - failed} passed, {failed} failed");
        return failed == 0 ? ExitCodes.Success : ExitCodes.BenchmarkFailed;
    }

    // The classes that share a workload run together. The probe in a process of its own is a model on the thread pool, because threads are
    // the same in every process.
    private static IEnumerable<(Workload? Workload, Predicate<BenchmarkCase> IsChosen, Job Job)> Parts()
    {
        Job inThisProcess = Job.Dry.WithToolchain(InProcessEmitToolchain.Instance).WithId("Smoke");
        ModelSpec probe = ModelCatalog.All.First(spec => spec is { IsOnThreadPool: true, SplitsNumbers: true });
        return BenchmarkCatalog
            .All.Where(type => !BenchmarkCatalog.Describe(type).NeedsServers)
            .GroupBy(type => BenchmarkCatalog.Describe(type).SmokeWorkload)
            .Select(types => (types.Key, (Predicate<BenchmarkCase>)(benchmark => types.Contains(benchmark.Descriptor.Type)), inThisProcess))
            .Append(
                (
                    WorkloadCatalog.Article,
                    benchmark => IsModel(benchmark, probe),
                    Job.Dry.WithToolchain(OwnFolderToolchain.Instance).WithId("SmokeProbe")
                )
            );
    }

    private static bool IsModel(BenchmarkCase benchmark, ModelSpec spec) =>
        BenchmarkCatalog.Describe(benchmark.Descriptor.Type) is { IsInMainJob: true, MeasuresModels: true }
        && BenchmarkText.GetName(benchmark) == spec.Id;

    private static (int Run, int Failed) RunOnce(Predicate<BenchmarkCase> isChosen, Job job, RunFolder folder, ConsoleView view)
    {
        SuiteExporter exporter = new(folder, resources: null);
        RunRecorder recorder = new(exporter, view.Tell);
        using Interruption interruption = new(recorder, folder, resources: null, view);
        ManualConfig config = SuiteConfig
            .Create(folder.Path, new ErrorLogger(view))
            .AddExporter(exporter)
            .AddEventProcessor(recorder)
            .AddJob(job)
            .AddFilter(new SimpleFilter(isChosen.Invoke));
        BenchmarkRun.Execute(["--filter", "*"], config);

        string[] problems = [.. BenchmarkRun.Problems(recorder.Selected, recorder)];
        view.Complain(problems);
        return (recorder.Selected.Count, problems.Length);
    }
}

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Runs every benchmark once within this process, and one in a process of its own. Nothing is kept.</summary>
internal static class SmokeCommand
{
    // One that uses the thread pool, threads being the same in every process.
    private const string Probe = nameof(ModelBenchmarks.ParallelForRanges);

    // Python takes seconds for the article, and what is looked at here is whether it answers.
    private static readonly Workload PeerWorkload = Workload.Custom([535412, 212353, 114214, 54231]);

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
            Job inThisProcess = Job.Dry.WithToolchain(InProcessEmitToolchain.Instance).WithId("Smoke");
            (int own, int failedOwn) = RunOnce(
                benchmark => benchmark.Descriptor.Type != typeof(PeerBenchmarks),
                inThisProcess,
                temporary,
                view
            );

            (request.Settings with { Workloads = [PeerWorkload] }).Apply(numbersFile: null);
            (int peers, int failedPeers) = RunOnce(
                benchmark => benchmark.Descriptor.Type == typeof(PeerBenchmarks),
                inThisProcess,
                temporary,
                view
            );

            (request.Settings with { Workloads = [WorkloadCatalog.Article] }).Apply(numbersFile: null);
            (int probes, int failedProbes) = RunOnce(
                benchmark => benchmark.Descriptor.Type == typeof(ModelBenchmarks) && benchmark.Descriptor.WorkloadMethod.Name == Probe,
                Job.Dry.WithToolchain(OwnFolderToolchain.Instance).WithId("SmokeProbe"),
                temporary,
                view
            );

            int failed = failedOwn + failedPeers + failedProbes;
            view.Tell($"{own + peers + probes - failed} passed, {failed} failed");
            return failed == 0 && own > 0 && peers > 0 && probes > 0 ? ExitCodes.Success : ExitCodes.BenchmarkFailed;
        }
        finally
        {
            temporary.Delete();
        }
    }

    private static (int Run, int Failed) RunOnce(Predicate<BenchmarkCase> isChosen, Job job, RunFolder folder, ConsoleView view)
    {
        SuiteExporter exporter = new(folder, costs: null);
        RunRecorder recorder = new(exporter, view.Tell);
        using Interruption interruption = new(recorder, folder, costs: null, view);
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

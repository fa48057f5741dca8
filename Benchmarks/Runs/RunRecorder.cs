using BenchmarkDotNet.Environments;
using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.Results;
using BenchmarkDotNet.Validators;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>
/// Follows a run: saves the reports after every benchmark, so that a crash loses no measurement, and reports the progress.
/// </summary>
/// <param name="exporter">Writes the reports; BenchmarkDotNet calls it once more at the end of a class.</param>
/// <param name="progress">Receives each event in one line.</param>
/// <param name="page">Shows the progress as a page; null for none.</param>
internal sealed class RunRecorder(SuiteExporter exporter, Action<string> progress, ProgressFile? page = null) : EventProcessor
{
    // Ctrl-C ends the benchmark's process as well as this one. If a benchmark failed for this reason, Stop is called within this time.
    private static readonly TimeSpan SignalGrace = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly Dictionary<Type, Summary> _summaries = [];
    private readonly List<string> _problems = [];
    private ImmutableArray<string> _programs = [];
    private bool _isStopped;
    private DateTimeOffset _runStarted;

    /// <summary>The summaries so far, in the order in which their classes ran.</summary>
    public IReadOnlyCollection<Summary> Summaries => _summaries.Values;

    /// <summary>The problems so far, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The benchmarks that were selected to run.</summary>
    public IReadOnlyList<BenchmarkCase> Selected { get; private set; } = [];

    /// <summary>The progress of the run.</summary>
    public ProgressEstimate Estimate { get; private set; } = new(0, 0, TimeSpan.Zero);

    /// <summary>
    /// Ends the recording, after a save that is under way: failures from now on are only consequences of the interruption.
    /// </summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            page?.Write(Estimate, Summaries, "Interrupted.");
        }
    }

    /// <summary>Says on the page of the progress that the run has ended; nothing where there is none, or it was interrupted.</summary>
    public void WriteEnd()
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                page?.Write(Estimate, Summaries, "The run has ended.");
            }
        }
    }

    /// <summary>Deletes the programs that BenchmarkDotNet generated; after an interruption BenchmarkDotNet does not delete them.</summary>
    public void DeletePrograms()
    {
        foreach (string program in _programs)
        {
            AbandonedFolders.TryDelete(program);
        }
    }

    public override void OnValidationError(ValidationError validationError)
    {
        ArgumentNullException.ThrowIfNull(validationError);
        if (validationError.IsCritical)
        {
            _problems.Add(validationError.Message);
        }
    }

    public override void OnStartBuildStage(IReadOnlyList<BuildPartition> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        _programs = [.. partitions.Select(partition => Path.Combine(AppContext.BaseDirectory, partition.ProgramName))];
        Selected = [.. partitions.SelectMany(partition => partition.Benchmarks).Select(benchmark => benchmark.BenchmarkCase)];
        Estimate = Estimate with { Total = Selected.Count };
        progress(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Selected.Count} {(Selected.Count == 1 ? "benchmark" : "benchmarks")} to measure; building first."
            )
        );
        page?.Write(Estimate, Summaries);
    }

    public override void OnBuildComplete(BuildPartition partition, BuildResult buildResult)
    {
        ArgumentNullException.ThrowIfNull(buildResult);
        if (!buildResult.IsBuildSuccess)
        {
            _problems.Add(
                $"BenchmarkDotNet could not build its program: {buildResult.ErrorMessage ?? buildResult.GenerateException?.Message}"
            );
        }
    }

    public override void OnStartRunStage() => _runStarted = DateTimeOffset.UtcNow;

    public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report)
    {
        ArgumentNullException.ThrowIfNull(benchmarkCase);
        ArgumentNullException.ThrowIfNull(report);
        if (!report.Success)
        {
            Thread.Sleep(SignalGrace);
        }

        lock (_lock)
        {
            if (!_isStopped)
            {
                Record(benchmarkCase, report);
            }
        }
    }

    private void Record(BenchmarkCase benchmarkCase, BenchmarkReport report)
    {
        Type type = benchmarkCase.Descriptor.Type;
        TimeSpan elapsed = DateTimeOffset.UtcNow - _runStarted;
        ImmutableArray<BenchmarkReport> reports = _summaries.TryGetValue(type, out Summary? soFar) ? soFar.Reports.Add(report) : [report];
        Summary summary = new(
            type.FullName!,
            reports,
            HostEnvironmentInfo.GetCurrent(),
            "",
            "",
            elapsed,
            CultureInfo.InvariantCulture,
            [],
            []
        );
        _summaries[type] = exporter.Complete(summary);
        exporter.Write(_summaries[type]);

        Estimate = Estimate with { Done = Estimate.Done + 1, Elapsed = elapsed };
        string time = LaunchStatistics.Find(_summaries[type], benchmarkCase) is { } own
            ? Figures.FormatTime(own.NanosecondsPerOp)
            : "failed";
        progress($"{Estimate.Count} {BenchmarkText.Describe(benchmarkCase), -46} {time, 9}   {Estimate.Remaining}".TrimEnd());
        page?.Write(Estimate, Summaries);
    }
}

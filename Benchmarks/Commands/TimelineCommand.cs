using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Benchmarks.Timelines;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Records who ran which item when: one run of each model, outside of any measurement.</summary>
internal static class TimelineCommand
{
    // Every kind of schedule once, so that the pictures can be compared.
    private static readonly ImmutableArray<string> DefaultModels =
    [
        "sequential",
        "thread-slices",
        "thread-per-item",
        "parallel-for",
        "parallel-for/ranges",
        "process-pool",
    ];

    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done; nothing was run.</exception>
    public static int Run(SuiteArguments arguments, string output, ConsoleView view)
    {
        SuiteRequest request = SuiteRequest.From(arguments);
        if (arguments.BenchmarkDotNet is [var unknown, ..])
        {
            throw new UsageException($"'{unknown}' is nothing that timeline knows. See timeline --help.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output))))
        {
            throw new UsageException($"The folder of '{output}' does not exist. Make it, or choose another name with --output.");
        }

        ImmutableArray<ModelSpec> models = request.Models.IsEmpty
            ? [.. DefaultModels.Select(id => ModelCatalog.Find(id)!)]
            : request.Models;
        SuiteConfig.SettleRuntime();
        ImmutableArray<Timeline> timelines = Record(request.Settings, models);
        foreach (IGrouping<string, Timeline> group in timelines.GroupBy(timeline => timeline.Workload.Id))
        {
            view.Tell(group.SelectMany(TimelineText.Render));
            view.Tell(TimelineText.Legend(group.First()));
        }

        try
        {
            AtomicFile.Write(output, TraceFile.Render(timelines.Select(timeline => timeline.ToTrace())));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{output}' cannot be written. {exception.Message}");
        }

        view.Tell($"{output}: open it at https://ui.perfetto.dev or in chrome://tracing.");
        return ExitCodes.Success;
    }

    private static ImmutableArray<Timeline> Record(SuiteSettings settings, ImmutableArray<ModelSpec> models)
    {
        try
        {
            return
            [
                .. from workload in settings.Workloads
                from spec in models
                where spec.MaxItems is not { } most || workload.Numbers.Length <= most
                select Timeline.RecordAsync(spec, workload, settings).GetAwaiter().GetResult(),
            ];
        }
        catch (WorkerStartException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Benchmarks.Settings;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Measures the default suite, or the part of it that was chosen, and saves the reports.</summary>
internal static class BenchCommand
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done; nothing was run.</exception>
    public static int Run(SuiteArguments arguments, ConsoleView view)
    {
        SuiteRequest request = SuiteRequest.From(arguments);
        SuiteConfig.SettleRuntime();
        request.Settings.Apply(numbersFile: null);
        (BenchmarkDotNetArguments given, Job? job) = ReadBenchmarkDotNet(arguments, request);
        if (given.OnlyTells)
        {
            BenchmarkRun.Execute(given.Tokens, SuiteConfig.Create(Path.GetTempPath(), ConsoleLogger.Default));
            return ExitCodes.Success;
        }

        if (GateLaunch.IsThis && given.Options.ArtifactsDirectory is { } artifacts)
        {
            BenchmarkRun.Execute(
                Tokens(given),
                Configure(SuiteConfig.Create(artifacts.FullName, new ErrorLogger(view)), given, job, request)
            );
            return ExitCodes.Success;
        }

        return Measure(request, given, job, arguments, view);
    }

    private static int Measure(SuiteRequest request, BenchmarkDotNetArguments given, Job? job, SuiteArguments arguments, ConsoleView view)
    {
        (ImmutableArray<BenchmarkCase> expected, ImmutableArray<string> leftOut) = Select(given, job, request);
        HostInfo host = HostCheck.Run(request, view);
        view.Warn(
            request.Settings.Workloads.Select(workload => Exclusions.WarningOfLength(workload, request.Settings.Kernel)).OfType<string>()
        );
        view.Tell(leftOut);

        RunFolder folder = RunFolder.Create(given.Options.ArtifactsDirectory?.FullName ?? RunFolder.DefaultPath(host));
        using ResourceFolder resources = new();
        SuiteExporter exporter = new(folder, resources);
        ProgressFile? page = arguments.Watch ? new ProgressFile(folder, () => view.Warnings) : null;
        RunRecorder recorder = new(exporter, view.Tell, page);
        using Interruption interruption = new(recorder, folder, resources, view);
        WriteHost(host, folder, expected, view);
        TellOf(page, view);
        WriteNumbers(request, folder);

        using ClusterServers servers = ClusterServers.StartFor(expected);
        ILogger logger = arguments.Verbose ? ConsoleLogger.Default : new ErrorLogger(view);
        ManualConfig config = SuiteConfig.Create(folder.Path, logger).Counting().AddExporter(exporter).AddEventProcessor(recorder);
        RunResults results;
        try
        {
            BenchmarkRun.Execute(Tokens(given), Configure(config, given, job, request));
            folder.TakeInOtherReports();
            results = RunResults.FromSummaries(recorder.Summaries, ScalingReport.Write(recorder.Summaries, request.Settings, folder));
            results.WriteFindings(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            folder.TakeInOtherReports();
            view.Complain([
                $"The run stopped after {recorder.Estimate.Done} benchmarks, because a report cannot be written: "
                    + $"{exception.Message} Those are in {folder.Path}",
            ]);
            recorder.WriteEnd();
            return ExitCodes.BenchmarkFailed;
        }

        int exitCode = view.Conclude(results, folder, [.. BenchmarkRun.Problems(expected, recorder)]);
        recorder.WriteEnd();
        return exitCode;
    }

    private static void WriteNumbers(SuiteRequest request, RunFolder folder)
    {
        if (request.Settings.CustomWorkload is { } own)
        {
            folder.Write(RunFolder.NumbersFileName, NumbersFile.Write(own.Numbers));
            request.Settings.Apply(folder.NumbersFile);
        }
    }

    private static void TellOf(ProgressFile? page, ConsoleView view)
    {
        if (page is not null)
        {
            view.Tell($"Progress: {page.Path}");
        }
    }

    // A peer without an identity becomes a failed benchmark later; the others are still measured.
    private static void WriteHost(HostInfo host, RunFolder folder, ImmutableArray<BenchmarkCase> expected, ConsoleView view)
    {
        folder.Write(host);
        try
        {
            if (PeerVersions.Render(expected) is { } peers)
            {
                folder.Write(PeerVersions.FileName, peers);
            }
        }
        catch (PeerException exception)
        {
            view.Warn([exception.Message]);
        }
    }

    // Counts on the command line change the suite's job, unless another job is chosen. BenchmarkDotNet changes one job only, so
    // there is one: that of slow benchmarks when nothing else is chosen.
    private static (BenchmarkDotNetArguments Given, Job? Job) ReadBenchmarkDotNet(SuiteArguments arguments, SuiteRequest request)
    {
        BenchmarkDotNetArguments Parse(Job? job) =>
            BenchmarkDotNetArguments.Parse(
                arguments.BenchmarkDotNet,
                job is null ? ManualConfig.CreateEmpty() : ManualConfig.CreateEmpty().AddJob(job)
            );

        Job measuring = SuiteConfig.MeasuringJob(request.Settings);
        BenchmarkDotNetArguments given = Parse(measuring);
        Job? job =
            given.ChoosesJob ? null
            : ChoosesSlowOnly(given) ? SuiteConfig.SlowJob(request.Settings)
            : measuring;
        return (job == measuring ? given : Parse(job), job);
    }

    private static bool ChoosesSlowOnly(BenchmarkDotNetArguments given) =>
        given.ChoosesBenchmarks && BenchmarkRun.Select(given.Config).All(benchmark => DescriptionOf(benchmark).IsSlow);

    private static BenchmarkClass DescriptionOf(BenchmarkCase benchmark) => BenchmarkCatalog.Describe(benchmark.Descriptor.Type);

    private static (ImmutableArray<BenchmarkCase> Expected, ImmutableArray<string> LeftOut) Select(
        BenchmarkDotNetArguments given,
        Job? job,
        SuiteRequest request
    )
    {
        IConfig config = Configure(ManualConfig.CreateEmpty(), given, job, request);
        ImmutableArray<BenchmarkCase> chosen = BenchmarkRun.Select(ManualConfig.Union(config, given.Config));
        ImmutableArray<string> leftOut = [.. chosen.Select(Exclusions.ReasonToLeaveOut).OfType<string>().Distinct()];
        ImmutableArray<BenchmarkCase> expected = [.. chosen.Where(benchmark => Exclusions.ReasonToLeaveOut(benchmark) is null)];
        return expected.IsEmpty ? throw new UsageException(leftOut.IsEmpty ? NoMatch(given, request) : leftOut[0]) : (expected, leftOut);
    }

    private static string NoMatch(BenchmarkDotNetArguments given, SuiteRequest request)
    {
        string filter = string.Join(' ', given.Options.Filters);
        IEnumerable<string> names = BenchmarkRun
            .Select(ManualConfig.CreateEmpty())
            .Select(benchmark => benchmark.Descriptor.WorkloadMethod.Name)
            .Distinct();
        return given.Options.Filters.Any()
            ? $"No benchmark matches --filter {filter}.{NearestName.Hint(filter.Trim('*'), names)} See --list flat."
            : $"No benchmark matches{(request.Models.IsEmpty ? "" : " --model with the other choices")}. See --list flat.";
    }

    private static ManualConfig Configure(ManualConfig config, BenchmarkDotNetArguments given, Job? job, SuiteRequest request)
    {
        if (job is not null)
        {
            config.AddJob(job);
        }

        if (given.Config.GetJobs().All(SuiteConfig.BuildsAsUsual))
        {
            config.AddJob(SuiteConfig.BuildingJob);
        }

        if (!request.Models.IsEmpty)
        {
            ImmutableHashSet<string> models = [.. request.Models.Select(spec => spec.Id)];
            config.AddFilter(
                new SimpleFilter(benchmark =>
                    DescriptionOf(benchmark) is { IsInMainJob: true, MeasuresModels: true }
                    && models.Contains(BenchmarkText.GetName(benchmark))
                )
            );
        }
        else if (!given.ChoosesBenchmarks)
        {
            config.AddFilter(new SimpleFilter(IsInDefaultRun));
        }

        return config;
    }

    // Models that run the same items in the same order as another one would only make the table long, and those on engines take minutes.
    private static bool IsInDefaultRun(BenchmarkCase benchmark) =>
        DescriptionOf(benchmark) is { IsInMainJob: true } description
        && (!description.MeasuresModels || SuiteModels.Find(BenchmarkText.GetName(benchmark)) is { Representative: null, Engine: null });

    // Without a filter BenchmarkDotNet asks on the console which benchmarks to run.
    private static IEnumerable<string> Tokens(BenchmarkDotNetArguments given) =>
        given.ChoosesBenchmarks ? given.TokensWithoutArtifacts : given.TokensWithoutArtifacts.Concat(["--filter", "*"]);
}

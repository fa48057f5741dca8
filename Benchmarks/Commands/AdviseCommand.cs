using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Benchmarks.AdviceChecks;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Recommends a model for a user's work.</summary>
internal static class AdviseCommand
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done.</exception>
    public static int Run(AdviseArguments arguments, ConsoleView view)
    {
        SuiteRequest request = SuiteRequest.From(arguments.Suite);
        if (arguments.Suite.BenchmarkDotNet is [var unknown, ..])
        {
            throw new UsageException($"'{unknown}' is nothing that advise knows. See advise --help.");
        }

        ThrowUnlessOneWork(arguments);
        int? cores = ReadCount("--cores", arguments.Cores, ModelOptions.MaxWorkers);
        int? checks = ReadCount("--check", arguments.Check, AdviceCheck.MostWorkloads);
        bool isStream = ReadArrivals(arguments.Arrivals);
        try
        {
            // Before overheads are measured, which takes two minutes.
            Work? costs = ReadCosts(arguments.Costs);
            SuiteConfig.SettleRuntime();
            MachineOverheads overheads = MachineFolder.FindOverheads(request, arguments.Calibrate, view.Tell);
            return checks is { } count ? Check(overheads, count, arguments.Output, view)
                : !HasWork(arguments) ? ExitCodes.Success
                : Advise(arguments, request, overheads, costs, cores ?? overheads.Cores, isStream, view);
        }
        catch (Exception exception) when (exception is ReportFormatException or WorkerStartException)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static int Advise(
        AdviseArguments arguments,
        SuiteRequest request,
        MachineOverheads overheads,
        Work? costs,
        int cores,
        bool isStream,
        ConsoleView view
    )
    {
        Work work = costs ?? FindWork(arguments, request, overheads, cores, view);
        Advice advice = new Adviser(SuiteModels.All, overheads, SnippetCatalog.CountLines).Advise(
            new AdviceRequest(work with { CanBeCut = work.CanBeCut || arguments.CanCut }, cores, arguments.Processes, isStream)
        );
        OutputFile.Show("Which model?", AdviceDocument.CreateBlocks(advice), arguments.Output, view);
        return ExitCodes.Success;
    }

    private static int Check(MachineOverheads overheads, int count, string? output, ConsoleView view)
    {
        ImmutableArray<CheckedAdvice> results = new AdviceCheck(overheads, view.Tell).Run(count);
        OutputFile.Show("The adviser against measurements", AdviceCheckDocument.CreateBlocks(results, overheads), output, view);
        return ExitCodes.Success;
    }

    private static Work? ReadCosts(string? file) =>
        file is null ? null : new Work(CostsFile.Read(file), CanBeCut: false, $"costs from {Path.GetFileName(file)}");

    private static Work FindWork(AdviseArguments arguments, SuiteRequest request, MachineOverheads overheads, int cores, ConsoleView view)
    {
        if (arguments.Measure is { } command)
        {
            int copies = Math.Min(cores, Environment.ProcessorCount);
            view.Tell($"Running {command} alone{(copies > 1 ? $", then {copies} copies at once" : "")}.");
            return ProgramTimer.Measure(command, copies);
        }

        return request.Settings.Workloads is [var workload]
            ? NumbersWork.Create(workload, request.Settings.Kernel, TimeCandidate(request, overheads), cores)
            : throw new UsageException("advise takes one workload at a time; give --workload once, and not all.");
    }

    private static double TimeCandidate(SuiteRequest request, MachineOverheads overheads) =>
        request.Settings.Kernel == KernelCatalog.Default && overheads.NanosecondsPerCandidate is { } known ? known
        : request.Machine is null ? OverheadMeter.TimeCandidate(request.Settings.Kernel)
        : throw new UsageException(
            $"The time of a candidate of {request.Settings.Kernel.Id} is not known for {overheads.Machine}: "
                + "give --costs, or leave --machine out."
        );

    private static bool HasWork(AdviseArguments arguments) => GivenWorks(arguments).Any();

    private static IEnumerable<string> GivenWorks(AdviseArguments arguments) =>
        new (string Name, bool IsGiven)[]
        {
            ("--costs", arguments.Costs is not null),
            ("--measure", arguments.Measure is not null),
            ("--numbers", arguments.Suite.Numbers is not null),
            ("--numbers-file", arguments.Suite.NumbersFile is not null),
            ("--workload", !arguments.Suite.Workloads.IsEmpty),
        }
            .Where(work => work.IsGiven)
            .Select(work => work.Name);

    private static void ThrowUnlessOneWork(AdviseArguments arguments)
    {
        string[] given = [.. GivenWorks(arguments)];
        if (given.Length > 1)
        {
            throw new UsageException($"advise takes one kind of work; give either {string.Join(" or ", given)}.");
        }

        if (given.Length == 0 && !arguments.Calibrate && arguments.Check is null)
        {
            throw new UsageException(
                "Say what the work is: --costs FILE (milliseconds, one line an item), --measure COMMAND, --numbers N,N,… or --workload ID. "
                    + "See advise --help."
            );
        }
    }

    private static bool ReadArrivals(string? arrivals) =>
        arrivals switch
        {
            null or AdviseOptions.AtOnce => false,
            AdviseOptions.Stream => true,
            _ => throw new UsageException($"--arrivals takes {AdviseOptions.AtOnce} or {AdviseOptions.Stream}, not '{arrivals}'."),
        };

    private static int? ReadCount(string option, string? text, int most) =>
        text is null ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= most ? count
        : throw new UsageException($"{option} takes a number from 1 to {most}, not '{text}'.");
}

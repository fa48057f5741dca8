using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>Launches programs: each in a process and a folder of its own, both gone at the end.</summary>
internal sealed partial class Launcher : ILauncher, IDisposable
{
    // Where BenchmarkDotNet writes when nothing else was said: it was said.
    private const string UnaskedArtifacts = "BenchmarkDotNet.Artifacts";

    private readonly string _temporaryFolder;

    /// <summary>Starts the guard.</summary>
    /// <param name="temporaryFolder">Where each launch gets a folder; null means that of the system.</param>
    public Launcher(string? temporaryFolder = null)
    {
        _temporaryFolder = temporaryFolder ?? Path.GetTempPath();
        Guard = LaunchGuard.Start();
    }

    /// <summary>Ends what runs where this process is killed; other owners may tell it of theirs.</summary>
    public LaunchGuard Guard { get; }

    /// <inheritdoc/>
    public LaunchOutcome Launch(LaunchRequest request, CancellationToken cancellation)
    {
        using OwnedFolder folder = OwnedFolder.Create(_temporaryFolder, "launch", Guard);
        string working = folder.CreateFolder("work");
        string artifacts = Path.Combine(folder.Path, "artifacts");
        OutputTail tail = new();
        ChildCommand command = Command(
            ProgramCommandLine.CreateForMeasuring(request, artifacts),
            working,
            request.Environment,
            request.Limit
        );
        ChildEnd end = GuardedRun.Run(Guard, command, tail.Add, tail.Add, cancellation);
        bool isUnasked = Directory.Exists(Path.Combine(working, UnaskedArtifacts)) && !Directory.Exists(artifacts);
        return OutcomeOf(request, artifacts, isUnasked, end, tail);
    }

    /// <inheritdoc/>
    public ListOutcome List(ListRequest request, CancellationToken cancellation)
    {
        using OwnedFolder folder = OwnedFolder.Create(_temporaryFolder, "launch", Guard);
        using CancellationTokenSource isRunning = new();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, isRunning.Token);
        OutputTail tail = new();
        ConcurrentQueue<string> names = [];
        ChildCommand command = Command(
            ProgramCommandLine.CreateForListing(request),
            folder.CreateFolder("work"),
            request.Environment,
            request.Limit
        );
        ChildEnd end;
        try
        {
            end = GuardedRun.Run(Guard, command, TakeLine, tail.Add, either.Token);
        }
        catch (OperationCanceledException) when (isRunning.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new ListOutcome(
                [],
                new LaunchFault(
                    LaunchFaultKind.IgnoresArguments,
                    $"{request.Program.Assembly} was asked what it has, and runs its benchmarks: {ArgumentCheck.PassArgumentsRemedy}."
                )
            );
        }

        return end.ExitCode switch
        {
            null => new ListOutcome(
                [],
                new LaunchFault(
                    LaunchFaultKind.TimedOut,
                    tail.FormatBelow(
                        $"{request.Program.Assembly} was asked what it has, and did not answer within {Seconds(request.Limit)}: {ArgumentCheck.PassArgumentsRemedy}."
                    )
                )
            ),
            not 0 and var code when names.IsEmpty => new ListOutcome(
                [],
                new LaunchFault(
                    LaunchFaultKind.Crashed,
                    tail.FormatBelow($"{request.Program.Assembly} was asked what it has, and {Ended(code.Value)}.{ErrorIn(tail)}")
                )
            ),
            _ => new ListOutcome([.. names.Distinct()], Fault: null),
        };

        void TakeLine(string line)
        {
            tail.Add(line);
            if (RunBegins().IsMatch(line))
            {
                isRunning.Cancel();
            }
            else if (ListedName().IsMatch(line))
            {
                names.Enqueue(line);
            }
        }
    }

    /// <summary>Ends the guard.</summary>
    public void Dispose() => Guard.Dispose();

    private static ChildCommand Command(
        ImmutableArray<string> arguments,
        string working,
        ImmutableArray<(string Name, string Value)> environment,
        TimeSpan limit
    ) =>
        new(DotNetHost.FileName, arguments, working, limit)
        {
            Environment = ProgramCommandLine.CreateEnvironment(environment, Environment.GetEnvironmentVariables()),
            OwnsFolder = true,
        };

    private static LaunchOutcome OutcomeOf(LaunchRequest request, string artifacts, bool isUnasked, ChildEnd end, OutputTail tail)
    {
        string program = request.Program.Assembly;
        if (end.ExitCode is not { } code)
        {
            string remedy = isUnasked ? $" It does not look at its arguments: {ArgumentCheck.PassArgumentsRemedy}." : "";
            return Nothing(
                isUnasked ? LaunchFaultKind.IgnoresArguments : LaunchFaultKind.TimedOut,
                $"{program} took longer than {Seconds(request.Limit)} and was ended.{remedy}"
            );
        }

        LaunchReports? reports;
        try
        {
            reports = LaunchReports.Read(artifacts);
        }
        catch (ReportFormatException exception)
        {
            return Nothing(
                code == 0 ? LaunchFaultKind.NoReport : LaunchFaultKind.Crashed,
                $"{program} {Ended(code)} and left a report that is not whole: {exception.Reason}"
            );
        }

        return reports is not null
                ? new LaunchOutcome(
                    reports.Benchmarks,
                    reports.Machine,
                    reports.Environment,
                    end.Elapsed,
                    FaultOf(reports, code),
                    reports.Jobs
                )
            : code != 0 ? Nothing(LaunchFaultKind.Crashed, $"{program} {Ended(code)} and left no report.{ErrorIn(tail)}")
            : isUnasked
                ? Nothing(
                    LaunchFaultKind.IgnoresArguments,
                    $"{program} does not look at its arguments: {ArgumentCheck.PassArgumentsRemedy}."
                )
            : Nothing(
                LaunchFaultKind.NoReport,
                $"{program} left no report: perhaps nothing matches {string.Join(' ', request.Filters)}.{ErrorIn(tail)}"
            );

        LaunchOutcome Nothing(LaunchFaultKind kind, string headline) =>
            new([], Machine: null, Environment: null, end.Elapsed, new LaunchFault(kind, tail.FormatBelow(headline)), []);

        // Programs of BenchmarkDotNet exit as they like: what is measured counts.
        LaunchFault? FaultOf(LaunchReports reports, int code)
        {
            string[] failed =
            [
                .. reports.Benchmarks.Where(benchmark => benchmark.IsFailed).Select(benchmark => benchmark.Key.FullName).Distinct(),
            ];
            return failed is [] && !reports.Benchmarks.IsEmpty
                ? null
                : new LaunchFault(
                    LaunchFaultKind.NotMeasured,
                    tail.FormatBelow(
                        $"{program} {Ended(code)} without a measurement of {(failed is [] ? "anything" : string.Join(", ", failed))}.{ErrorIn(tail)}"
                    )
                );
        }
    }

    private static string ErrorIn(OutputTail tail) => tail.FirstError is { } error ? $" {error}" : "";

    private static string Ended(int code) => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}");

    private static string Seconds(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.#} s");

    // What BenchmarkRunner says before it runs anything.
    [GeneratedRegex(@"^// (Validating benchmarks:|\*\*\*\*\* BenchmarkRunner: Start)")]
    private static partial Regex RunBegins();

    // Namespace.Type.Method; a type may have type arguments, and be inside another.
    [GeneratedRegex(@"^[\w+]+(\.[\w+]+(<.*>)?)+$")]
    private static partial Regex ListedName();
}

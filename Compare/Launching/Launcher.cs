using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>Launches programs: each in a process and a folder of its own, both gone at the end.</summary>
internal sealed class Launcher : ILauncher, IDisposable
{
    // BenchmarkDotNet writes here only when a program ignores --artifacts.
    private const string DefaultArtifacts = "BenchmarkDotNet.Artifacts";

    private readonly string _temporaryFolder;

    /// <summary>Starts the guard.</summary>
    /// <param name="temporaryFolder">The folder for the folders of launches; null means that of the system.</param>
    public Launcher(string? temporaryFolder = null)
    {
        _temporaryFolder = temporaryFolder ?? Path.GetTempPath();
        Guard = LaunchGuard.Start();
    }

    /// <summary>Ends the launches when this process is killed; it also takes the folders of other owners.</summary>
    public LaunchGuard Guard { get; }

    /// <inheritdoc/>
    public LaunchOutcome Launch(LaunchRequest request, CancellationToken cancellation)
    {
        using OwnedFolder folder = OwnedFolder.Create(_temporaryFolder, "launch", Guard);
        string working = folder.CreateFolder("work");
        string artifacts = Path.Combine(folder.Path, "artifacts");
        OutputTail tail = new();
        ChildCommand command = CreateCommand(
            ProgramCommandLine.CreateForMeasuring(request, artifacts),
            working,
            request.Environment,
            request.Limit
        );
        ChildEnd end = GuardedRun.Run(Guard, command, tail.Add, tail.Add, cancellation);
        bool ignoresArguments = Directory.Exists(Path.Combine(working, DefaultArtifacts)) && !Directory.Exists(artifacts);
        return new OutcomeReader(request, end, tail, ignoresArguments).Read(artifacts);
    }

    /// <inheritdoc/>
    public ListOutcome List(ListRequest request, CancellationToken cancellation)
    {
        using OwnedFolder folder = OwnedFolder.Create(_temporaryFolder, "launch", Guard);
        using ListReader reader = new(request, cancellation);
        ChildCommand command = CreateCommand(
            ProgramCommandLine.CreateForListing(request),
            folder.CreateFolder("work"),
            request.Environment,
            request.Limit
        );
        try
        {
            return reader.Read(GuardedRun.Run(Guard, command, reader.AddOutput, reader.AddError, reader.Token));
        }
        catch (OperationCanceledException) when (reader.RunsBenchmarks && !cancellation.IsCancellationRequested)
        {
            return reader.RefuseRun();
        }
    }

    /// <summary>Ends the guard.</summary>
    public void Dispose() => Guard.Dispose();

    private static ChildCommand CreateCommand(
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
}

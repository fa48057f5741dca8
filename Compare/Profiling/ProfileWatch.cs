using ConcurrencyBench.Compare.Duets;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Writes events of both processes of a pair into files, until it is disposed.</summary>
internal sealed class ProfileWatch : IDisposable
{
    private readonly ProfileSession _baseline;
    private readonly ProfileSession _candidate;

    /// <param name="baseline">Side A.</param>
    /// <param name="candidate">Side B.</param>
    /// <param name="files">The files for the events of each kind.</param>
    /// <param name="limit">The longest time until a runtime answers.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="ProfileException">A process does not answer.</exception>
    public ProfileWatch(
        DuetClient baseline,
        DuetClient candidate,
        ImmutableArray<(ProfiledEvents Events, SideFiles Files)> files,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        _baseline = ProfileSession.Start(
            baseline.DiagnosticPort!,
            [.. files.Select(file => (file.Events, file.Files.Baseline))],
            limit,
            cancellation
        );
        try
        {
            _candidate = ProfileSession.Start(
                candidate.DiagnosticPort!,
                [.. files.Select(file => (file.Events, file.Files.Candidate))],
                limit,
                cancellation
            );
        }
        catch
        {
            _baseline.Dispose();
            throw;
        }
    }

    /// <summary>Called when all files are complete; null for nothing.</summary>
    public Action? Ended { get; init; }

    /// <summary>Ends the events; the files are complete then.</summary>
    public void Dispose()
    {
        _baseline.Dispose();
        _candidate.Dispose();
        Ended?.Invoke();
    }
}

/// <summary>The files of one kind of events.</summary>
/// <param name="Baseline">Of side A.</param>
/// <param name="Candidate">Of side B.</param>
internal sealed record SideFiles(string Baseline, string Candidate)
{
    /// <summary>The files in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="events">The kind of events.</param>
    public static SideFiles In(string folder, ProfiledEvents events) =>
        new(Path.Combine(folder, $"baseline-{events}.nettrace"), Path.Combine(folder, $"candidate-{events}.nettrace"));
}

using ConcurrencyBench.Compare.Duets;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Samples both processes of a pair while they take turns.</summary>
internal sealed class ProfileWatch : IDisposable
{
    private readonly ProfileSession _baseline;
    private readonly ProfileSession _candidate;

    /// <param name="baseline">Side A.</param>
    /// <param name="candidate">Side B.</param>
    /// <param name="folder">The folder for both files.</param>
    /// <param name="limit">The longest time until a runtime answers.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="ProfileException">A process does not answer.</exception>
    public ProfileWatch(DuetClient baseline, DuetClient candidate, string folder, TimeSpan limit, CancellationToken cancellation)
    {
        _baseline = ProfileSession.Start(baseline.DiagnosticPort!, GetBaselinePath(folder), limit, cancellation);
        try
        {
            _candidate = ProfileSession.Start(candidate.DiagnosticPort!, GetCandidatePath(folder), limit, cancellation);
        }
        catch
        {
            _baseline.Dispose();
            throw;
        }
    }

    /// <summary>The file of the baseline's samples.</summary>
    public static string GetBaselinePath(string folder) => Path.Combine(folder, "baseline.nettrace");

    /// <summary>The file of the candidate's samples.</summary>
    public static string GetCandidatePath(string folder) => Path.Combine(folder, "candidate.nettrace");

    /// <summary>Ends the samples; both files are complete then.</summary>
    public void Dispose()
    {
        _baseline.Dispose();
        _candidate.Dispose();
    }
}

using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Observing;

/// <summary>Those that listen to the pools of this process.</summary>
/// <remarks>
/// To make the meter takes as long as all else that the host does for a first job. Whoever listens has loaded the library that meters and
/// activities are in; without it, the meter is made some time after the first job, for those that come later.
/// </remarks>
internal static class PoolListeners
{
    private const string Library = "System.Diagnostics.DiagnosticSource,";

    // Longer than a first job takes to be answered.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly TaskCompletionSource Making = new();
    private static volatile bool s_isLibraryLoaded;
    private static int s_isDue;

    // To list all assemblies takes longer than a small job: once, and from then on each tells of itself.
    static PoolListeners()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, load) => Note(load.LoadedAssembly);
        Array.ForEach(AppDomain.CurrentDomain.GetAssemblies(), Note);
    }

    /// <summary>
    /// The events that pools are to report: those of jobs only while somebody listens to their times, which is unknown without the meter.
    /// </summary>
    public static PoolWatch Watch =>
        Made.IsCompleted ? Sources.Watch
        : s_isLibraryLoaded ? PoolWatch.Jobs
        : PoolWatch.Workers;

    /// <summary>Completes when the meter is made.</summary>
    public static Task Made => Making.Task;

    /// <summary>Makes the meter, now where somebody may listen, else soon.</summary>
    public static void MakeMeter()
    {
        if (Made.IsCompleted)
        {
            return;
        }

        if (s_isLibraryLoaded)
        {
            Make();
        }
        else if (Interlocked.Exchange(ref s_isDue, 1) == 0)
        {
            Task.Delay(Pause).ContinueWith(_ => Make(), TaskScheduler.Default);
        }
    }

    /// <returns>The activity of a job, which begins now; null where nobody listens.</returns>
    public static Activity? StartActivity(string name) => Sources.Activities.StartActivity(name, ActivityKind.Client);

    private static void Make()
    {
        _ = Sources.Watch;
        Making.TrySetResult();
    }

    private static void Note(System.Reflection.Assembly assembly) =>
        s_isLibraryLoaded |= assembly.FullName!.StartsWith(Library, StringComparison.Ordinal);

    /// <summary>What needs that library.</summary>
    private static class Sources
    {
        public static readonly ActivitySource Activities = new(PoolInstruments.Name);

        public static PoolWatch Watch => PoolInstruments.AreJobsWatched || Activities.HasListeners() ? PoolWatch.Jobs : PoolWatch.Workers;
    }
}

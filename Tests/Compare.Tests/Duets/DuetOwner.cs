using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>A process that owns a duet, for tests that kill it.</summary>
internal static class DuetOwner
{
    public const string Verb = "own-a-duet";

    /// <summary>Measures a benchmark that never ends.</summary>
    public static int Run(string programFolder, string temporaryFolder)
    {
        using LaunchGuard guard = LaunchGuard.Start();
        DuetProgram program = new(ProgramFiles.Find(programFolder, null), []);
        using DuetPair pair = new(
            program,
            program,
            new DuetSettings { TurnLimit = TimeSpan.FromMinutes(5) },
            temporaryFolder,
            guard,
            new Random(1)
        );
        pair.Measure(DuetSubject.GetName("Faults.Hang"), CancellationToken.None);
        return 0;
    }
}

using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Tests.Launching;

/// <summary>A process that owns a launch, for tests that kill it.</summary>
internal static class LaunchOwner
{
    public const string Verb = "own-a-launch";

    /// <summary>Launches a benchmark that never ends, and waits for its end.</summary>
    public static int Run(string programFolder, string temporaryFolder)
    {
        using Launcher launcher = new(temporaryFolder);
        Console.WriteLine(launcher.Guard.Id);
        launcher.Launch(
            new LaunchRequest(
                ProgramFiles.Find(programFolder, null),
                ["*.Hang"],
                new LaunchCounts(1, 1, 1, 1),
                [],
                [],
                TimeSpan.FromMinutes(5)
            ),
            CancellationToken.None
        );
        return 0;
    }
}

using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Tests.Peers;

/// <summary>A process that owns a peer, for tests that kill it.</summary>
internal static class PeerOwner
{
    public const string Verb = "own-a-peer";

    /// <summary>The line that it prints when the peer has been asked for more than it can ever do.</summary>
    public const string Asked = "asked";

    // A peer starts a process for each number, or for each worker: many starts, so that a kill falls into one of them.
    private const int Many = 24;
    private const long NeverDone = 9_007_199_254_740_881;

    /// <summary>Starts a peer and waits for an answer that never comes.</summary>
    /// <param name="language">Its id; this solution's own is <c>csharp</c>.</param>
    /// <param name="variant">What it is asked for.</param>
    /// <param name="arguments">For its program.</param>
    public static int Run(string language, string variant, ImmutableArray<string> arguments)
    {
        Console.WriteLine("starting");
        WorkerCommand command =
            PeerLanguage.All.FirstOrDefault(known => known.Id == language)?.Command()
            ?? new WorkerCommand(
                Environment.ProcessPath!,
                [Path.Combine(ProgramRun.FolderOf("Benchmarks"), "Benchmarks.dll"), "article-peer"]
            );
        using PeerServer server = PeerServer.Start(command.With([.. arguments]));
        Console.WriteLine(Asked);
        try
        {
            server.Run(new PeerRequest(variant, [.. Enumerable.Repeat(NeverDone, Many)], Many, int.MaxValue), TimeSpan.FromMinutes(5));
        }
        catch (PeerException)
        {
            // It has been killed.
        }

        return 0;
    }
}

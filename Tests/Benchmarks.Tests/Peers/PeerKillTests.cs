namespace ConcurrencyBench.Benchmarks.Tests.Peers;

/// <summary>Owners of peers, and peers, that are killed at any moment: while they start, fork or compute.</summary>
[Collection(nameof(Alone))]
public sealed class PeerKillTests
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // A spawned interpreter looks at its parent once it has started, and twenty that start at once take seconds on two busy cores.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(400);

    // Every variant that starts a process. Python's start method is fork up to 3.13 on Linux, spawn on macOS, forkserver from 3.14 on.
    private static readonly string[] PythonVariants =
    [
        "process-per-number",
        "pool-map",
        "queue",
        "executor",
        "shared-memory",
        "pool-map-resident",
        "pool-apply",
        "pipe",
        "pipe-repaired",
    ];

    private static readonly string[] StartMethods = ["fork", "fork", "fork", "spawn", "forkserver"];

    private static readonly string[] OwnVariants = ["sequential", "process-pool", "process-per-item", "thread-per-item"];

    private enum Victim
    {
        Owner,
        Peer,
    }

    [PeerFact("python", needsProc: true)]
    public Task Kill_PythonAtRandomMoments_LeavesNoProcess() => KillAsync("python", PythonVariants, StartMethods, kills: 20);

    [PeerFact("python", needsProc: true, Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public Task Kill_PythonAtManyRandomMoments_LeavesNoProcess() => KillAsync("python", PythonVariants, StartMethods, kills: 200);

    [LinuxFact]
    public Task Kill_OwnPeerAtRandomMoments_LeavesNoProcess() => KillAsync("csharp", OwnVariants, [], kills: 8);

    private static async Task KillAsync(string language, string[] variants, string[] startMethods, int kills)
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        for (int kill = 0; kill < kills; kill++)
        {
            string variant = variants[kill % variants.Length];
            string[] startMethod = startMethods is [] ? [] : [startMethods[kill % startMethods.Length]];
            Victim victim = (Victim)random.Next(2);
            bool isWhileItStarts = random.Next(3) == 0;
            double share = random.NextDouble();
            TimeSpan delay = LongestDelay * share * share; // A peer forks right after the request: most kills come then.

            string[] left = await KillAsync([PeerOwner.Verb, language, variant, .. startMethod], victim, isWhileItStarts, delay);

            Assert.True(
                left.Length == 0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Kill {kill} of seed {seed}: {variant} {string.Join(' ', startMethod)}, {victim} killed "
                        + $"{delay.TotalMilliseconds:F0} ms after {(isWhileItStarts ? "its start" : "the request")}, "
                        + $"leaves\n{string.Join('\n', left)}"
                )
            );
        }
    }

    /// <returns>What lives at the end of the limit after the kill.</returns>
    private static async Task<string[]> KillAsync(string[] arguments, Victim victim, bool isWhileItStarts, TimeSpan delay)
    {
        using MarkedProcesses marked = new();
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Benchmarks.Tests.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        marked.Mark(start);
        using Process owner = Process.Start(start)!;
        string? line = await owner.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        while (!isWhileItStarts && line is not (null or PeerOwner.Asked))
        {
            line = await owner.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        }

        Assert.NotNull(line);
        await Task.Delay(delay);
        if (victim == Victim.Owner)
        {
            Signals.TryKill(owner.Id);
            return await marked.WaitForTheEndAsync(EndLimit);
        }

        Array.ForEach(OtherProcesses.ChildrenOf(owner.Id), Signals.TryKill);
        if (isWhileItStarts)
        {
            // The owner may not have started it yet: then it will, unless it is killed as well.
            Signals.TryKill(owner.Id);
        }

        return await marked.WaitForTheEndAsync(EndLimit, except: owner.Id);
    }
}

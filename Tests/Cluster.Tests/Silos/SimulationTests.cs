using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Simulation;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>
/// The simulation against a real cluster of 1 to 4 hosts, from overheads that were measured on it. Items take their time without a core, so
/// that hosts on one machine do not share what separate machines would each have.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SimulationTests
{
    private const int MostHosts = 4;
    private const int Cores = 2;
    private const double Tolerance = 0.1;
    private const int Runs = 7;

    private static long s_items;
    private static long s_overslept;

    // The number of an item is its time in tenths of a millisecond.
    private static readonly ImmutableArray<WorkItem> Items =
    [
        .. Enumerable.Range(0, 240).Select(item => CreateItem(60 + (item * 37 % 480))),
    ];

    [Fact(Timeout = TestLimit.Long), Trait("Length", "Long")]
    public async Task Run_OneToFourHosts_IsWithinATenthOfTheMeasurement()
    {
        OrleansSettings settings = FaultCluster.Settings with { ProbeTimeout = TimeSpan.FromSeconds(5) };
        List<string> lines = [];
        ClusterSetup? setup = null;
        await using OrleansGiver giver = await OrleansGiver.StartAsync(settings, CancellationToken.None);
        List<OrleansHost> hosts = [];
        try
        {
            for (int count = 1; count <= MostHosts; count++)
            {
                OrleansHost host = new(settings, HostHello.Create(Cores), Wait);
                hosts.Add(host);
                await host.StartAsync(CancellationToken.None);
                await giver.WaitForWorkersAsync(count * Cores, CancellationToken.None);
                setup ??= await MeasureOverheadAsync(giver);
                (s_items, s_overslept) = (0, 0);
                double measured = await TimeAsync(giver, Items, count * Cores);
                double predicted = Predict(setup with { Hosts = count });
                lines.Add(
                    FormattableString.Invariant(
                        $"{count} hosts: predicted {predicted:F4} s, measured {measured:F4} s, {(predicted / measured) - 1:P1}"
                    )
                );
                Assert.True(Math.Abs((predicted / measured) - 1) < Tolerance, string.Join('\n', lines.Append($"{setup}")));
            }
        }
        finally
        {
            foreach (OrleansHost host in hosts)
            {
                await host.DisposeAsync();
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0}", string.Join('\n', lines.Append($"{setup}")));
    }

    // The giver is taken to do nothing else: its time is what a message takes when both workers of a host are never idle, and the network
    // is the rest of what one message takes alone.
    private static async Task<ClusterSetup> MeasureOverheadAsync(OrleansGiver giver)
    {
        ImmutableArray<WorkItem> empty = [.. Enumerable.Repeat(CreateItem(0), 32)];
        double alone = await TimeAsync(giver, empty, workers: 1) / Dispatch.Items.Cut(empty, 1).Length;
        double together =
            await TimeAsync(giver, [.. empty, .. empty], workers: Cores) / Dispatch.Items.Cut([.. empty, .. empty], Cores).Length;
        double handOff = Math.Min(alone, together);
        return new ClusterSetup(1, Cores) { HandOffSeconds = handOff, LatencySeconds = (alone - handOff) / 2 };
    }

    private static double Predict(ClusterSetup setup) =>
        ClusterSimulation
            .Run(
                setup,
                [
                    .. Dispatch
                        .Items.Cut(Items, setup.AllCores)
                        .Select(message =>
                            Items.Skip(message.First).Take(message.Count).Sum(item => SleepSeconds((int)item.Number) + OversleptSeconds)
                        ),
                ],
                seed: 1
            )
            .Seconds;

    // Disturbances only add time.
    private static async Task<double> TimeAsync(OrleansGiver giver, ImmutableArray<WorkItem> items, int workers)
    {
        double least = double.PositiveInfinity;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            await giver.RunAsync(items, workers, Dispatch.Items, CancellationToken.None);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    private static WorkItem CreateItem(int tenths) => new(KernelCatalog.Default, tenths + 1, new CandidateRange(1, tenths + 1));

    // A busy machine wakes a thread late: the mean of the items of this size of the cluster.
    private static double OversleptSeconds =>
        Stopwatch.GetElapsedTime(0, Interlocked.Read(ref s_overslept)).TotalSeconds / Math.Max(1, Interlocked.Read(ref s_items));

    private static double SleepSeconds(int number) => (number - 1) / 10_000.0;

    private static byte[] Wait(byte[] item, CancellationToken cancellationToken)
    {
        double seconds = SleepSeconds((int)ItemWire.DecodeItem(item).Number);
        long start = Stopwatch.GetTimestamp();
        while (seconds - Stopwatch.GetElapsedTime(start).TotalSeconds is > 0 and var left)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(TimeSpan.FromSeconds(Math.Max(0, left - 0.0001)));
        }

        Interlocked.Increment(ref s_items);
        Interlocked.Add(ref s_overslept, Stopwatch.GetTimestamp() - start - (long)(seconds * Stopwatch.Frequency));
        return ItemWire.EncodeAnswer([1]);
    }
}

using System.Net;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>The calls that a run holds open at hosts which answer when they are told.</summary>
public sealed class ServingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(3, 1, new[] { 2, 1 })]
    [InlineData(3, 2, new[] { 4, 2 })]
    [InlineData(2, 2, new[] { 2, 2 })] // In turns, where the run uses fewer workers than there are.
    [InlineData(9, 3, new[] { 6, 3 })]
    public async Task Add_HostsOfTwoAndOfOneWorker_HoldMessagesForEachWorker(int workers, int prefetch, int[] wanted)
    {
        SilentHost[] hosts = [new(cores: 2), new(cores: 1)];
        using GiverRun run = CreateRun(20);
        await using Serving serving = new(run, workers, prefetch, () => [], _ => { });

        serving.Add([.. hosts.Select(host => host.Host)]);
        await Eventually.TrueAsync(() => hosts.Sum(host => host.Calls) >= wanted.Sum());
        await Task.Delay(50); // In which there would be more.

        Assert.Equal(wanted, hosts.Select(host => host.Calls));
    }

    [Fact]
    public async Task Add_AHostThatAnswers_GetsTheNextMessageForEachAnswer()
    {
        SilentHost host = new(cores: 1);
        using GiverRun run = CreateRun(3);
        await using Serving serving = new(run, workers: 1, prefetch: 2, () => [], _ => { });

        serving.Add([host.Host]);
        await Eventually.TrueAsync(() => host.Calls == 2);
        host.AnswerFirst();
        await Eventually.TrueAsync(() => host.Calls == 3);
        host.AnswerFirst();
        host.AnswerFirst();

        Assert.Equal(3, (await run.Run.WaitAsync(CancellationToken.None).WaitAsync(Limit)).Length);
    }

    private static GiverRun CreateRun(int items) =>
        new(
            [.. Enumerable.Range(1, items).Select(number => new WorkItem(KernelCatalog.Default, number, new CandidateRange(1, 1)))],
            [.. Enumerable.Range(0, items).Select(item => (item, 1))],
            mostLosses: 3
        );

    private sealed class SilentHost : IItemHost
    {
        private readonly Queue<TaskCompletionSource<byte[][]?>> _open = [];
        private int _calls;

        public SilentHost(int cores)
        {
            SiloAddress address = SiloAddress.New(IPAddress.Loopback, 1, cores);
            Host = new GiverHost(address, HostHello.Create(cores), this, TimeSpan.FromSeconds(1));
        }

        public GiverHost Host { get; }

        public int Calls => Volatile.Read(ref _calls);

        public void AnswerFirst()
        {
            lock (_open)
            {
                _open.Dequeue().SetResult([ItemWire.EncodeAnswer([1])]);
            }
        }

        public Task<byte[][]?> RunAsync(Guid run, int message, byte[][] items, TimeSpan pollLimit)
        {
            TaskCompletionSource<byte[][]?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_open)
            {
                _open.Enqueue(answer);
            }

            Interlocked.Increment(ref _calls);
            return answer.Task;
        }

        public Task<byte[]> GreetAsync() => throw new NotSupportedException();

        public Task RefuseAsync(string reason) => throw new NotSupportedException();

        public Task StopAsync(Guid run) => throw new NotSupportedException();
    }
}

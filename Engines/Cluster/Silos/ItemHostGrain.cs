using ConcurrencyBench.Engines.Cluster.Hosts;
using Orleans.Concurrency;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The grain of a host. Its key is the address of the host's silo.</summary>
internal interface IItemHost : IGrainWithStringKey
{
    /// <returns>The bytes of the host's <see cref="HostHello"/>.</returns>
    Task<byte[]> GreetAsync();

    /// <summary>Tells the host that the giver does not take it.</summary>
    Task RefuseAsync(string reason);

    /// <summary>Runs the items of a message, or waits for them where they run already: a call that is sent twice runs them once.</summary>
    /// <param name="run">The run.</param>
    /// <param name="message">The message's place in the run.</param>
    /// <param name="items">The items.</param>
    /// <param name="pollLimit">The time after which the call comes back although they run.</param>
    /// <returns>An answer for each item; empty where the host gives them back; null while they run.</returns>
    Task<byte[][]?> RunAsync(Guid run, int message, [Immutable] byte[][] items, TimeSpan pollLimit);

    /// <summary>Ends a run. Complete when none of its items runs.</summary>
    Task StopAsync(Guid run);
}

/// <inheritdoc cref="IItemHost"/>
/// <remarks>
/// Items run on threads of the host's own, and a call waits for them without a thread: no turn of the grain is longer than some
/// microseconds, and the silo's probes are answered while all cores are busy.
/// </remarks>
[OnNamedSilo]
[Reentrant]
internal sealed class ItemHostGrain(OrleansHostState host) : Grain, IItemHost
{
    private static readonly byte[][] GivenBack = [];

    public Task<byte[]> GreetAsync() => Task.FromResult(host.Hello.Encode());

    public Task RefuseAsync(string reason)
    {
        host.Refuse(reason);
        return Task.CompletedTask;
    }

    public async Task<byte[][]?> RunAsync(Guid run, int message, byte[][] items, TimeSpan pollLimit)
    {
        Task<byte[][]?> answers = host.Work.Begin(run, message, items);
        await Task.WhenAny(answers, Task.Delay(pollLimit));
        return answers.IsCompleted ? await answers ?? GivenBack : null;
    }

    public Task StopAsync(Guid run) => host.Work.StopAsync(run);
}

/// <summary>What the grain of a host knows of it.</summary>
/// <param name="Hello">What it announces.</param>
/// <param name="Work">Its items.</param>
/// <param name="Refuse">Ends the host with a reason.</param>
internal sealed record OrleansHostState(HostHello Hello, HostWork Work, Action<string> Refuse);

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>Tells those that watch a pool what happens in it.</summary>
/// <param name="effects">Gets the reports.</param>
internal sealed class PoolReporter(List<PoolEffect> effects)
{
    /// <summary>The events that are reported.</summary>
    public PoolWatch Watch { get; set; }

    /// <summary>Tells of an event, if anybody watches.</summary>
    public void Tell(PoolReport report)
    {
        if (Watch != PoolWatch.Nothing)
        {
            effects.Add(new PoolEffect.Tell(report));
        }
    }
}

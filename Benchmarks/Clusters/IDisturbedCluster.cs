namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>A cluster that loses what it consists of, on purpose. Whatever was started for it ends with it.</summary>
internal interface IDisturbedCluster : IAsyncDisposable
{
    /// <summary>Measures what an item costs on its way, with nothing to compute.</summary>
    /// <returns>The lines of a table.</returns>
    Task<ImmutableArray<string>> MeasurePartsAsync(CancellationToken cancellationToken);

    /// <summary>Disturbs runs, each once at a random moment.</summary>
    /// <param name="fault">What happens.</param>
    /// <param name="count">The number of runs.</param>
    /// <param name="tell">Gets a line for each run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Recovery> DisturbAsync(Fault fault, int count, Action<string> tell, CancellationToken cancellationToken);
}

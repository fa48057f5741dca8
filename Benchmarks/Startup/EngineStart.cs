using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>The engine of a model: started, asked for next to nothing by each worker, one candidate, and ended.</summary>
/// <param name="model">The model's id.</param>
/// <param name="workers">The number of workers.</param>
internal sealed class EngineStart(string model, int workers) : IStartup
{
    private static readonly WorkItem Item = new(KernelCatalog.Default, 1, new CandidateRange(1, 1));

    public async ValueTask<int> RunAsync()
    {
        await using IConcurrencyModel engine = SuiteModels.Find(model)!.Create(new ModelOptions(workers));
        long[][] answers = await engine.RunAsync([.. Enumerable.Repeat(Item, workers)], CancellationToken.None).ConfigureAwait(false);
        return answers.Count(answer => answer is [1]);
    }

    public void Dispose()
    {
        // Each run ends its engine.
    }
}

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The same contract with workers that were compiled ahead of time.</summary>
public sealed class CompiledPoolContractTests : PoolContractTests
{
    protected override WorkerPool NewPool(int workers, WorkerTransport transport = WorkerTransport.Stdio) =>
        new(new WorkerPoolOptions(CompiledWorkers.Find("echo-worker", "EchoWorker"), workers) { Transport = transport });
}

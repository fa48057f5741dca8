using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A temporary folder that no other process uses, and everything once that stays for ever after its first use.</summary>
public sealed class FaultMatrixFixture : IAsyncLifetime
{
    private const string Variable = "TMPDIR";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, _folder.Path);
        if (OperatingSystem.IsLinux())
        {
            foreach (WorkerTransport transport in Enum.GetValues<WorkerTransport>())
            {
                await UseAsync(transport);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task UseAsync(WorkerTransport transport)
    {
        FaultPlan exits = new(FaultPhase.Exiting, FaultKind.SigStop);
        WorkerPool pool = new(FaultyPool.Options(exits, 2) with { Transport = transport });
        FaultyJob job = new(1, IsCulprit: false);
        foreach (WorkerJob submitted in FaultyPool.Submit(pool, job, job))
        {
            await FaultyPool.AssertAnswerAsync(job, submitted, Limit);
        }

        await FaultyPool.EndAsync(pool, Limit);
    }
}

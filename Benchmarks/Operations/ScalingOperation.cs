using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>A model with a number of workers, ready to be timed: made, run once, and its answers found right.</summary>
internal sealed class ScalingOperation : IDisposable
{
    private readonly PoolWidth _poolWidth;
    private readonly ModelOperation _model;

    private ScalingOperation(PoolWidth poolWidth, ModelOperation model)
    {
        _poolWidth = poolWidth;
        _model = model;
    }

    /// <summary>Makes the model that a benchmark method is named after and checks it.</summary>
    /// <exception cref="Core.Workloads.WrongAnswerException">It answers wrongly; it gets no time.</exception>
    public static ScalingOperation Prepare(string method, string workloadId, int workers) =>
        Prepare(MethodName.ModelOf(method), SuiteSettings.Current, workloadId, workers);

    /// <inheritdoc cref="Prepare(string, string, int)"/>
    public static ScalingOperation Prepare(ModelSpec spec, SuiteSettings settings, string workloadId, int workers)
    {
        // Recursive models have as many workers as the pool has threads, and no other say in it.
        PoolWidth poolWidth = spec.Schedule == Schedule.Recursive ? PoolWidth.Exactly(workers) : PoolWidth.AtLeast(workers);
        try
        {
            return new ScalingOperation(poolWidth, ModelOperation.Prepare(spec, settings with { Workers = workers }, workloadId));
        }
        catch
        {
            poolWidth.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="ModelOperation.RunAsync"/>
    public ValueTask<long[][]> RunAsync() => _model.RunAsync();

    public void Dispose()
    {
        try
        {
            _model.Dispose();
        }
        finally
        {
            _poolWidth.Dispose();
        }
    }
}

using ConcurrencyBench.Benchmarks.Suite;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>A model with a number of workers, ready to be timed: made, run once, and its answers found right.</summary>
internal sealed class ScalingCase : IDisposable
{
    private readonly PoolWidth _poolWidth;
    private readonly ModelCase _model;

    private ScalingCase(PoolWidth poolWidth, ModelCase model)
    {
        _poolWidth = poolWidth;
        _model = model;
    }

    /// <summary>Makes the model that a benchmark method is named after and checks it.</summary>
    /// <exception cref="Core.Workloads.WrongAnswerException">It answers wrongly; it gets no time.</exception>
    public static ScalingCase Prepare(string method, string workloadId, int workers) =>
        Prepare(BenchmarkNames.ModelOf(method), SuiteSettings.Current, workloadId, workers);

    /// <inheritdoc cref="Prepare(string, string, int)"/>
    public static ScalingCase Prepare(ModelSpec spec, SuiteSettings settings, string workloadId, int workers)
    {
        // Recursive models have as many workers as the pool has threads, and no other say in it.
        PoolWidth poolWidth = spec.Schedule == Schedule.Recursive ? PoolWidth.Exactly(workers) : PoolWidth.AtLeast(workers);
        try
        {
            return new ScalingCase(poolWidth, ModelCase.Prepare(spec, settings with { Workers = workers }, workloadId));
        }
        catch
        {
            poolWidth.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="ModelCase.RunAsync"/>
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

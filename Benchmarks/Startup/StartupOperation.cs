using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>What is started, ready to be timed: made, and run once.</summary>
internal sealed class StartupOperation : CheckedOperation<int>
{
    private readonly IStartup _startup;
    private readonly int _parts;

    private StartupOperation(IStartup startup, int parts)
        : base(startup)
    {
        _startup = startup;
        _parts = parts;
    }

    /// <summary>Makes what a benchmark method is named after and runs it once.</summary>
    /// <exception cref="WrongAnswerException">Not every part of it ran; it gets no time.</exception>
    public static StartupOperation Prepare(string method)
    {
        StartupSpec spec =
            StartupCatalog.All.FirstOrDefault(spec => MethodName.MethodOf(spec.Id) == method)
            ?? throw new ArgumentException($"Nothing that starts is measured by '{method}'.", nameof(method));
        return Prepare(spec, SuiteSettings.Current.Workers);
    }

    /// <inheritdoc cref="Prepare(string)"/>
    public static StartupOperation Prepare(StartupSpec spec, int workers)
    {
        StartupOperation prepared = new(spec.Create(workers), spec.PartsOf(workers));

        // The first call of a launch, which nobody times, comes here: it may wait.
        prepared.RunAsync().AsTask().GetAwaiter().GetResult();
        return prepared;
    }

    protected override ValueTask<int> OperateAsync() => _startup.RunAsync();

    protected override void ThrowIfWrong(int ran)
    {
        if (ran != _parts)
        {
            throw new WrongAnswerException($"Of {_parts} parts {ran} ran.");
        }
    }
}

using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>The operation of a start-up benchmark, ready to be timed: created, and run once.</summary>
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

    /// <summary>Creates the operation of a benchmark method and runs it once.</summary>
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

        // Only the first call of a launch comes here. It is never timed, so it may wait.
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

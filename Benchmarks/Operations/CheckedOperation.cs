namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>An operation ready to be timed, and the owner of what it runs on.</summary>
internal interface IOperation : IDisposable
{
    /// <summary>The operation that is timed.</summary>
    ValueTask RunAsync();
}

/// <summary>An operation whose outcome is looked at each time.</summary>
/// <typeparam name="TOutcome">What shows whether the operation did what it should.</typeparam>
/// <param name="owned">Disposed with this, or after a failure.</param>
internal abstract class CheckedOperation<TOutcome>(IDisposable owned) : IOperation
{
    private bool _isDisposed;

    /// <summary>The operation that is timed.</summary>
    /// <exception cref="Core.Workloads.WrongAnswerException">It did not do all that it should.</exception>
    public async ValueTask RunAsync()
    {
        try
        {
            ThrowIfWrong(await OperateAsync().ConfigureAwait(false));
        }
        catch
        {
            // After a failure BenchmarkDotNet may not come to the clean-up.
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            owned.Dispose();
        }
    }

    protected abstract ValueTask<TOutcome> OperateAsync();

    protected abstract void ThrowIfWrong(TOutcome outcome);
}

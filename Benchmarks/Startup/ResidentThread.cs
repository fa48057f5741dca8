namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>A thread that is there already: woken, it does nothing, and wakes who waits.</summary>
internal sealed class ResidentThread : IStartup
{
    private readonly SemaphoreSlim _there = new(0);
    private readonly SemaphoreSlim _back = new(0);
    private readonly Thread _thread;
    private volatile bool _isOver;
    private int _ran;

    public ResidentThread()
    {
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public ValueTask<int> RunAsync()
    {
        _ran = 0;
        _there.Release();
        _back.Wait();
        return new(_ran);
    }

    public void Dispose()
    {
        _isOver = true;
        _there.Release();
        _thread.Join();
        _there.Dispose();
        _back.Dispose();
    }

    private void Serve()
    {
        _there.Wait();
        while (!_isOver)
        {
            _ran++;
            _back.Release();
            _there.Wait();
        }
    }
}

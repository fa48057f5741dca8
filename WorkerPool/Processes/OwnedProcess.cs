namespace ConcurrencyBench.Workers.Processes;

/// <summary>A process that ends when its input is closed, and the owner of it: when this is disposed, it is gone.</summary>
/// <remarks>For partners that one thread talks to. A worker of a pool is a <see cref="WorkerProcess"/>.</remarks>
internal sealed class OwnedProcess : IDisposable
{
    /// <summary>The usual time from the close of its input until it is killed.</summary>
    public static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly TimeSpan _exitLimit;
    private readonly ErrorTail _errors = new();
    private readonly Task _errorsRead;

    /// <param name="process">A process whose streams are all redirected.</param>
    /// <param name="exitLimit">The time from the close of its input until it is killed; null means <see cref="ExitLimit"/>.</param>
    public OwnedProcess(Process process, TimeSpan? exitLimit = null)
    {
        _process = process;
        _exitLimit = exitLimit ?? ExitLimit;
        _errorsRead = _errors.ReadAsync(process.StandardError.BaseStream);
        Id = process.Id;
        Ended = process.WaitForExitAsync();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended { get; }

    /// <summary>Its exit code; only when it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Its standard input; it ends when this is closed.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Its standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a process. Its streams are redirected.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The operating system does not start it.</exception>
    public static OwnedProcess Start(ProcessStartInfo start) => new(ProcessLauncher.Launch(start));

    /// <returns>The end of its standard error, as a sentence; complete when the process has ended.</returns>
    public string ErrorText() => _errorsRead.Wait(ExitLimit) ? $"It wrote: {_errors}" : "";

    /// <summary>Ends it and what it has started. Harmless when it has ended.</summary>
    public void Kill() => ProcessTree.Kill(_process);

    /// <summary>Closes its input, waits for its end, and kills it when that does not come.</summary>
    public void Dispose()
    {
        try
        {
            Input.Dispose();
        }
        catch (IOException)
        {
            // It has gone before.
        }

        if (!_process.WaitForExit(_exitLimit))
        {
            Kill();
            _process.WaitForExit(ExitLimit);
        }

        Output.Dispose();
        _process.StandardError.BaseStream.Dispose();
        _process.Dispose();
    }
}

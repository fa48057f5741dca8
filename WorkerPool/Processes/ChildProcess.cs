namespace ConcurrencyBench.Workers.Processes;

/// <summary>A process to run to its end.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingFolder">The folder in which it runs.</param>
/// <param name="Limit">The time that it may take.</param>
internal sealed record ChildCommand(string FileName, ImmutableArray<string> Arguments, string WorkingFolder, TimeSpan Limit)
{
    /// <summary>Variables to set over the inherited ones; null takes one away.</summary>
    public ImmutableArray<(string Name, string? Value)> Environment { get; init; } = [];

    /// <summary>True when no other process works in that folder: those that still do at the end are killed.</summary>
    public bool OwnsFolder { get; init; }
}

/// <summary>The end of a process.</summary>
/// <param name="ExitCode">Its exit code; null when it took too long and was killed.</param>
/// <param name="Elapsed">The time from its start to its end.</param>
internal sealed record ChildEnd(int? ExitCode, TimeSpan Elapsed);

/// <summary>Runs processes to their end. None lives on: every way out of here ends the process and what it has started.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan LongestLimit = TimeSpan.FromMilliseconds(int.MaxValue);

    // A killed process ends when the kernel gets to it; what it has started may hold its streams open even then.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    // How much later than its child a process may hear of the same signal.
    private static readonly TimeSpan SignalLimit = TimeSpan.FromSeconds(1);

    /// <summary>Runs a process. Its standard input is empty.</summary>
    /// <param name="command">The process.</param>
    /// <param name="onOutput">Gets each line of its standard output; one line of both streams at a time, none after the return.</param>
    /// <param name="onError">Gets each line of its standard error in the same way.</param>
    /// <param name="onStarted">Gets the process when it has started.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the process is gone.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system does not start it.</exception>
    public static ChildEnd Run(
        ChildCommand command,
        Action<string> onOutput,
        Action<string> onError,
        Action<Process>? onStarted = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        long started = Stopwatch.GetTimestamp();
        using Process process = Start(command);
        using LineReader lines = new();
        try
        {
            onStarted?.Invoke(process);
            process.StandardInput.Close();
            Task drained = Task.WhenAll(lines.ReadAsync(process.StandardOutput, onOutput), lines.ReadAsync(process.StandardError, onError));
            bool hasEnded = process
                .WaitForExitAsync(CancellationToken.None)
                .Wait(command.Limit < LongestLimit ? command.Limit : LongestLimit, cancellationToken);
            ChildEnd end = new(hasEnded ? process.ExitCode : null, Stopwatch.GetElapsedTime(started));
            End(process, command);
            drained.Wait(EndLimit, CancellationToken.None);
            ThrowIfInterrupted(end.ExitCode, cancellationToken);
            return end;
        }
        finally
        {
            End(process, command);
        }
    }

    private static Process Start(ChildCommand command)
    {
        ProcessStartInfo start = new(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingFolder,
        };
        foreach ((string name, string? value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    // Ctrl-C in a terminal reaches the child as well, which may end before this process has heard of it: no failure of its own.
    private static void ThrowIfInterrupted(int? exitCode, CancellationToken cancellationToken)
    {
        if (exitCode is 130 or 143)
        {
            cancellationToken.WaitHandle.WaitOne(SignalLimit);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void End(Process process, ChildCommand command)
    {
        ProcessTree.Kill(process);
        process.WaitForExit(EndLimit);
        if (command.OwnsFolder)
        {
            ProcessTree.KillIn(command.WorkingFolder);
        }
    }

    /// <summary>Hands on the lines of several streams, one at a time, until it is disposed.</summary>
    private sealed class LineReader : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _isDisposed;

        public async Task ReadAsync(StreamReader stream, Action<string> onLine)
        {
            try
            {
                while (await stream.ReadLineAsync().ConfigureAwait(false) is { } line)
                {
                    lock (_lock)
                    {
                        if (!_isDisposed)
                        {
                            onLine(line);
                        }
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Closed here, because something else holds it open.
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isDisposed = true;
            }
        }
    }
}

using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>A process to run to its end.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingFolder">Where it runs.</param>
/// <param name="OwnsFolder">Whether nobody else works in that folder: what still does at the end is killed.</param>
/// <param name="Environment">Variables to set over what is inherited; null takes one away.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record ChildCommand(
    string FileName,
    ImmutableArray<string> Arguments,
    string WorkingFolder,
    bool OwnsFolder,
    ImmutableArray<(string Name, string? Value)> Environment,
    TimeSpan Limit
);

/// <summary>What became of it.</summary>
/// <param name="ExitCode">Its exit code; null where it took too long and was ended.</param>
/// <param name="Elapsed">From its start to its end.</param>
internal sealed record ChildEnd(int? ExitCode, TimeSpan Elapsed);

/// <summary>Runs processes to their end, and lets none live on: every way out of here ends the process and what it has started.</summary>
/// <param name="guard">Ends them where this process is killed; null for what ends by itself at once.</param>
internal sealed class ChildProcess(LaunchGuard? guard)
{
    private static readonly TimeSpan LongestLimit = TimeSpan.FromMilliseconds(int.MaxValue);

    // A killed process ends when the kernel gets to it; what it has started may hold its streams open even then.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    // How much later than its child a process may hear of the same signal.
    private static readonly TimeSpan SignalLimit = TimeSpan.FromSeconds(1);

    /// <param name="command">What to run.</param>
    /// <param name="takeOutput">Gets each line of its standard output, on another thread.</param>
    /// <param name="takeError">Gets each line of its standard error, on another thread.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the process is gone.</exception>
    /// <exception cref="UsageException">The system does not start it.</exception>
    public ChildEnd Run(ChildCommand command, Action<string> takeOutput, Action<string> takeError, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(command);
        int id = process.Id;
        try
        {
            guard?.Open(process);

            // Its input is at its end: what asks, asks nobody.
            process.StandardInput.Close();
            Task drained = Task.WhenAll(DrainAsync(process.StandardOutput, takeOutput), DrainAsync(process.StandardError, takeError));
            bool hasEnded = process
                .WaitForExitAsync(CancellationToken.None)
                .Wait(command.Limit < LongestLimit ? command.Limit : LongestLimit, cancellation);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            End(process, command);
            drained.Wait(EndLimit, CancellationToken.None);
            ThrowIfInterrupted(hasEnded ? process.ExitCode : null, cancellation);
            return new ChildEnd(hasEnded ? process.ExitCode : null, elapsed);
        }
        finally
        {
            End(process, command);
            guard?.Close(id);
        }
    }

    // Ctrl-C in a terminal reaches the child as well, which may end before this process has heard of it: no failure of its own.
    private static void ThrowIfInterrupted(int? exitCode, CancellationToken cancellation)
    {
        if (exitCode is 130 or 143)
        {
            cancellation.WaitHandle.WaitOne(SignalLimit);
        }

        cancellation.ThrowIfCancellationRequested();
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

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new UsageException($"'{command.FileName}' cannot be started: {exception.Message}. Install it, or put it into the PATH.");
        }
    }

    private static async Task DrainAsync(StreamReader stream, Action<string> take)
    {
        try
        {
            while (await stream.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                take(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Closed here, because something else holds it open.
        }
    }
}

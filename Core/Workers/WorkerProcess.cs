using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ConcurrencyBench.Core.Workers;

/// <summary>One worker process and the three streams to it. The only place that starts processes.</summary>
/// <remarks>
/// Frames are read on one thread and written on another, so that neither ever waits for the other. The process has ended and
/// been reaped, and what it wrote has been read, before <c>onExit</c> is called, once.
/// </remarks>
internal sealed class WorkerProcess
{
    private const int ErrorTailBytes = 4096;
    private const int ThreadStackBytes = 256 * 1024;

    // How long a process may go on after it has closed its output, and its streams after it has ended: a grandchild can hold
    // them open for ever. Workers have no children, but what was started may be no worker.
    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly BlockingCollection<byte[]> _outgoing = [];
    private readonly Stream _errorStream;
    private readonly byte[] _errorTail = new byte[ErrorTailBytes];
    private readonly Action<WorkerProcess, WorkerExit> _onExit;
    private int _errorLength;
    private string? _protocolError;
    private volatile bool _isOver;

    private WorkerProcess(Process process, Action<WorkerProcess, WorkerExit> onExit)
    {
        _process = process;
        _onExit = onExit;
        _errorStream = process.StandardError.BaseStream;
        Id = process.Id;
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Starts a worker.</summary>
    /// <param name="command">How.</param>
    /// <param name="onFrame">Called for each frame that it sends, on the reading thread.</param>
    /// <param name="onExit">Called once, when it has ended and what it wrote has been read; no frame comes after that.</param>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    public static WorkerProcess Start(WorkerCommand command, Action<WorkerProcess, Frame> onFrame, Action<WorkerProcess, WorkerExit> onExit)
    {
        WorkerProcess worker = new(Launch(command), onExit);
        StartThread("worker writer", worker.WriteFrames);
        StartThread("worker reader", () => worker.ReadUntilExit(onFrame));
        _ = worker.WatchExitAsync();
        return worker;
    }

    /// <summary>Starts a process of the worker program with this one's .NET and priority. The caller owns it and its three streams.</summary>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    internal static Process Launch(WorkerCommand command)
    {
        ProcessStartInfo start = new(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = WorkerCommand.DotNetFolder;

        // A worker that is killed would leave its diagnostics socket in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";

        try
        {
            Process process = Process.Start(start)!;
            TakeOverPriority(process);
            return process;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw new WorkerStartException($"The worker program '{command}' cannot be started: {exception.Message}. Build the solution again, or look at the file's permissions.", exception);
        }
    }

    /// <summary>Sends a frame, some time soon; never waits for the worker.</summary>
    public void Send(Frame frame)
    {
        lock (_lock)
        {
            if (!_outgoing.IsAddingCompleted)
            {
                _outgoing.Add(FrameCodec.Encode(frame));
            }
        }
    }

    /// <summary>Closes the worker's input after what was sent; it then ends by itself.</summary>
    public void CloseInput()
    {
        lock (_lock)
        {
            _outgoing.CompleteAdding();
        }
    }

    /// <summary>Ends the process and what it has started, whatever they do. Harmless when it has ended.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
    }

    // On Windows a child starts with normal priority where its parent has a higher one; on Unix it inherits the parent's.
    private static void TakeOverPriority(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            using Process current = Process.GetCurrentProcess();
            try
            {
                process.PriorityClass = current.PriorityClass;
            }
            catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
            {
                // It has ended already, which the reader will tell.
            }
        }
    }

    private void ReadUntilExit(Action<WorkerProcess, Frame> onFrame)
    {
        Task errorPump = PumpErrorAsync();
        try
        {
            FrameReader reader = new(_process.StandardOutput.BaseStream);
            while (reader.Read() is { } frame && !_isOver)
            {
                onFrame(this, frame);
            }
        }
        catch (FrameFormatException exception)
        {
            _protocolError = exception.Message;
            Kill();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe broke; the exit code tells more.
        }

        if (!WaitForExit(ExitGrace))
        {
            Kill();
            WaitForExit(Timeout.InfiniteTimeSpan);
        }

        errorPump.Wait(ExitGrace);
        Conclude();
    }

    private bool WaitForExit(TimeSpan limit) => _isOver || _process.WaitForExit(limit);

    // The reader sees the end of the stream first, unless somebody else holds the stream open.
    private async Task WatchExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Task.Delay(ExitGrace).ConfigureAwait(false);
        Conclude();
    }

    private void Conclude()
    {
        WorkerExit exit;
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            _outgoing.CompleteAdding();
            exit = new WorkerExit(_process.ExitCode, ErrorText(), _protocolError);
            _process.Dispose();
        }

        _onExit(this, exit);
    }

    private void WriteFrames()
    {
        Stream input = _process.StandardInput.BaseStream;
        try
        {
            foreach (byte[] frame in _outgoing.GetConsumingEnumerable())
            {
                input.Write(frame);
                input.Flush();
            }

            input.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The worker has ended; whoever waits for answers learns it from the reader.
        }
    }

    private async Task PumpErrorAsync()
    {
        byte[] buffer = new byte[ErrorTailBytes];
        try
        {
            int read;
            while ((read = await _errorStream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                KeepTail(buffer.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // What was read so far must do.
        }
    }

    private void KeepTail(ReadOnlySpan<byte> more)
    {
        lock (_lock)
        {
            int keep = Math.Min(_errorLength, ErrorTailBytes - more.Length);
            Buffer.BlockCopy(_errorTail, _errorLength - keep, _errorTail, 0, keep);
            more.CopyTo(_errorTail.AsSpan(keep));
            _errorLength = keep + more.Length;
        }
    }

    private string ErrorText() => Encoding.UTF8.GetString(_errorTail, 0, _errorLength).Trim();

    private static void StartThread(string name, ThreadStart body)
        => new Thread(body, ThreadStackBytes) { IsBackground = true, Name = name }.Start();
}

using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>One worker process with its connection.</summary>
/// <remarks>
/// Frames are read on one thread and written on another, so that neither ever waits for the other. The process has ended and
/// been reaped, and what it wrote has been read, before <see cref="OnExit"/> is called, once.
/// </remarks>
/// <param name="start">The worker program; its streams are redirected.</param>
/// <param name="createTransport">Creates the transport when the process is about to be started.</param>
internal sealed class WorkerProcess(ProcessStartInfo start, Func<HostTransport> createTransport)
{
    private const int ThreadStackBytes = 256 * 1024;

    // How long a process may go on after it has closed its output, and its streams after it has ended: a grandchild can hold
    // them open for ever. Workers have no children, but what was started may be no worker.
    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly FrameWriter _writer = new();
    private readonly ErrorTail _error = new();
    private HostTransport? _transport;
    private JobMark? _mark;
    private Process? _process;
    private string? _protocolError;
    private bool _isMute;
    private volatile bool _isOver;

    /// <summary>Called with its process id when it was started.</summary>
    public Action<int>? OnStarted { get; init; }

    /// <summary>Called instead of all others when the operating system does not start it.</summary>
    public required Action<Exception> OnNotStarted { get; init; }

    /// <summary>Called on the reading thread for each frame that it sends.</summary>
    public required Action<Frame> OnFrame { get; init; }

    /// <summary>Called once, when it has ended and what it wrote has been read; no frame comes after that.</summary>
    public required Action<WorkerExit> OnExit { get; init; }

    /// <summary>The process id; 0 before it is started.</summary>
    public int Id { get; private set; }

    /// <summary>Starts it, some time soon. The other members may be called before that.</summary>
    public void Start() => WorkerStarter.Post(StartNow);

    /// <summary>Sends frames, some time soon; never waits for the worker.</summary>
    public void Send(ImmutableArray<Frame> frames) => _writer.Send(frames);

    /// <summary>Closes the worker's input after what was sent; it then ends by itself.</summary>
    public void CloseInput() => _writer.Close();

    /// <summary>Kills the process and its descendants, some time soon. Harmless when it has ended.</summary>
    public void Kill() => WorkerStarter.Post(KillNow);

    private void StartNow()
    {
        try
        {
            _transport = createTransport();
            _mark = JobMark.Create();
            _transport.SettingsWith(_mark).WriteTo(start.Environment);
            OrphanGuard.Current.Prepare(start);
            _process = ProcessLauncher.LaunchHere(start);
        }
        catch (Exception exception) when (ProcessLauncher.IsRefusal(exception))
        {
            _isOver = true;
            _transport?.Dispose();
            _mark?.Dispose();
            OnNotStarted(exception);
            return;
        }

        OrphanGuard.Current.Watch();
        Id = _process.Id;
        OnStarted?.Invoke(Id);
        StartThread("worker reader", ReadUntilExit);
        _ = WatchExitAsync(_process);
    }

    private void KillNow()
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                ProcessTree.Kill(_process!);
            }
        }
    }

    private void ReadUntilExit()
    {
        // Disposing a process leaves those of its streams open that were used.
        using Stream input = _process!.StandardInput.BaseStream;
        using Stream output = _process.StandardOutput.BaseStream;
        using Stream error = _process.StandardError.BaseStream;
        Task tail = _error.ReadAsync(error);
        ReadOrKill();
        if (!WaitForExit(ExitGrace))
        {
            // It has closed its output and lives on: it cannot send anything any more.
            _isMute = true;
            Kill();
            WaitForExit(Timeout.InfiniteTimeSpan);
        }

        tail.Wait(ExitGrace);
        _transport!.Dispose();
        input.Dispose();
        output.Dispose();
        error.Dispose();
        Conclude();
    }

    private void ReadOrKill()
    {
        try
        {
            ReadFrames(_transport!.Connect(_process!));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection broke; the exit code tells more.
        }
        catch (OutOfMemoryException)
        {
            // The host has no memory or no descriptor left, such as for the writer's thread. That is no fault of the worker's
            // program: it is lost, and another may be started.
            Kill();
        }
#pragma warning disable CA1031 // An exception of the reader ends its worker, and not the host.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _protocolError = exception.Message;
            Kill();
        }
    }

    private void ReadFrames(StreamPair connection)
    {
        _writer.Connect(connection.Output, lifeLine: _process!.StandardInput.BaseStream);
        StartThread("worker writer", _writer.WriteUntilClosed);
        FrameReader reader = new(connection.Input);
        while (reader.Read() is { } frame && !_isOver)
        {
            _writer.NoteReceived(frame);
            OnFrame(frame);
        }
    }

    private bool WaitForExit(TimeSpan limit) => _isOver || _process!.WaitForExit(limit);

    // The reader sees the end of the stream first, unless another process holds the stream open.
    private async Task WatchExitAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        _transport!.StopConnecting();
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
            _writer.Close();
            exit = new WorkerExit(_process!.ExitCode, _error.ToString()) { BegunJob = _mark!.Read(), IsByItself = _mark.ReadExit() };
            _process.Dispose();
            _mark.Dispose();
        }

        OrphanGuard.Current.Unwatch();
        OnExit(
            _protocolError is not null ? exit with { Reason = LossReason.Protocol, Sent = _protocolError }
            : _isMute ? exit with { Reason = LossReason.Silent }
            : exit
        );
    }

    private static void StartThread(string name, ThreadStart body) =>
        new Thread(body, ThreadStackBytes) { IsBackground = true, Name = name }.Start();
}

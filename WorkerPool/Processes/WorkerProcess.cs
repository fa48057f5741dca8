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

    // The most frames in one call: others wait for the pool meanwhile.
    private const int MostTogether = 256;

    // How long a process may go on after it has closed its output, and its streams after it has ended: a grandchild can hold
    // them open for ever. Workers have no children, but what was started may be no worker.
    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(1);

    private const int UnknownExitCode = -1;

    private readonly Lock _lock = new();
    private readonly FrameWriter _writer = new();
    private readonly ErrorTail _error = new();
    private HostTransport? _transport;
    private JobMark? _mark;
    private FrameReader? _reader;
    private Process? _process;
    private string? _protocolError;
    private Exception? _hostError;
    private bool _isMute;
    private volatile bool _isOver;

    /// <summary>Called with its process id when it was started.</summary>
    public Action<int>? OnStarted { get; init; }

    /// <summary>Called with each line of its standard error; it must not throw.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>Called instead of all others when it is not started: mostly because the operating system refuses.</summary>
    public required Action<Exception> OnNotStarted { get; init; }

    /// <summary>Called on the reading thread with the frames that it sends, those that have arrived together.</summary>
    public required Action<List<Frame>> OnFrames { get; init; }

    /// <summary>Called once, when it has ended and what it wrote has been read; no frame comes after that.</summary>
    public required Action<WorkerExit> OnExit { get; init; }

    /// <summary>The process id; 0 before it is started.</summary>
    public int Id { get; private set; }

    /// <summary>Starts it, some time soon. The other members may be called before that.</summary>
    public void Start()
    {
        try
        {
            WorkerStarter.Post(StartNow);
        }
        catch (OutOfMemoryException exception)
        {
            // There is no thread for it.
            OnNotStarted(exception);
        }
    }

    /// <summary>Sends frames, some time soon; never waits for the worker.</summary>
    public void Send(ImmutableArray<Frame> frames)
    {
        try
        {
            _writer.Send(frames);
        }
#pragma warning disable CA1031 // See Fail.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    /// <summary>Closes the worker's input after what was sent; it then ends by itself.</summary>
    public void CloseInput() => _writer.Close();

    /// <summary>Kills the process and its descendants, some time soon. Harmless when it has ended.</summary>
    public void Kill() => WorkerStarter.Post(KillNow);

    /// <summary>Ends the worker, because the host cannot serve it.</summary>
    /// <remarks>An exception that leaves a thread of the pool would end the host instead.</remarks>
    public void Fail(Exception exception)
    {
        _hostError ??= exception;
        Kill();
    }

    private void StartNow()
    {
        try
        {
            DescriptorReserve.ThrowIfUsedUp();
            _transport = createTransport();
            _mark = JobMark.Create();
            _transport.SettingsWith(_mark).WriteTo(start.Environment);
            OrphanGuard.Current.Prepare(start);
            _process = ProcessLauncher.LaunchHere(start);
        }
#pragma warning disable CA1031 // Whatever the reason is, no worker was started, and the host goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _isOver = true;
            RunGuarded(() => _transport?.Dispose());
            _mark?.Dispose();
            OnNotStarted(exception);
            return;
        }

        OrphanGuard.Current.Watch();
        Id = _process.Id;
        RunGuarded(() => OnStarted?.Invoke(Id));
        if (!TryStartThread("worker reader", ReadUntilExit))
        {
            RunGuarded(_transport.Dispose);
        }

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
        try
        {
            ReadAll();
        }
        finally
        {
            _transport!.Dispose();
        }

        Conclude();
    }

    private void ReadAll()
    {
        // Disposing a process leaves those of its streams open that were used.
        using Stream input = _process!.StandardInput.BaseStream;
        using Stream output = _process.StandardOutput.BaseStream;
        using Stream error = _process.StandardError.BaseStream;
        Task tail = ReadErrorsAsync(error);
        ReadOrKill();
        if (!WaitForExit(ExitGrace))
        {
            // It has closed its output and lives on: it cannot send anything any more.
            _isMute = true;
            Kill();
            WaitForExit(Timeout.InfiniteTimeSpan);
        }

        ReadOutbox();
        tail.Wait(ExitGrace);
    }

    // A worker that nobody reads would wait for ever when it writes.
    private async Task ReadErrorsAsync(Stream error)
    {
        try
        {
            await _error.ReadAsync(error, OnErrorLine).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // See Fail.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
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
        catch (Exception exception) when (exception is FrameFormatException or InvalidDataException)
        {
            _protocolError = exception.Message;
            Kill();
        }
#pragma warning disable CA1031 // See Fail: the host lacks memory or a descriptor, which is no fault of the worker's program.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private void ReadFrames(StreamPair connection)
    {
        _writer.Connect(connection.Output, lifeLine: _process!.StandardInput.BaseStream);
        TryStartThread("worker writer", _writer.WriteUntilClosed);
        _reader = new FrameReader(connection.Input);
        List<Frame> frames = [];
        if (_reader.ReadGreeting() is not { } greeting)
        {
            return;
        }

        frames.Add(greeting);
        Pass(frames);
        do
        {
            frames.Clear();
            try
            {
                ReadTogether(_reader, frames);
            }
            finally
            {
                // Also those before one that is none.
                Pass(frames);
            }
        } while (frames.Count > 0 && !_isOver);
    }

    // What a worker has answered before it was killed counts, also what it had no time to write.
    private void ReadOutbox()
    {
        lock (_lock)
        {
            if (_isOver || _reader is null || _protocolError is not null)
            {
                return;
            }

            _reader.Append(_mark!.Outbox.TakeRest(_reader.Received));
        }

        List<Frame> frames = [];
        try
        {
            while (_reader.HasFrame())
            {
                frames.Add(_reader.Read()!);
            }
        }
        catch (FrameFormatException exception)
        {
            _protocolError = exception.Message;
        }

        Pass(frames);
    }

    private void Pass(List<Frame> frames)
    {
        if (frames.Count > 0)
        {
            _writer.NoteReceived(frames);
            OnFrames(frames);
        }
    }

    private static void ReadTogether(FrameReader reader, List<Frame> frames)
    {
        Frame? frame = reader.Read();
        while (frame is not null)
        {
            frames.Add(frame);
            frame = frames.Count < MostTogether && reader.HasFrame() ? reader.Read() : null;
        }
    }

    private bool WaitForExit(TimeSpan limit) => _isOver || _process!.WaitForExit(limit);

    // The reader sees the end of the stream first, unless another process holds the stream open.
    private async Task WatchExitAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // See Fail.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }

        RunGuarded(_transport!.StopConnecting);
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
            exit = new WorkerExit(ReadExitCode(), _error.ToString()) { BegunJob = _mark!.Read(), IsByItself = _mark.ReadExit() };
            _process!.Dispose();
            _mark.Dispose();
        }

        RunGuarded(OrphanGuard.Current.Unwatch);
        OnExit(
            _protocolError is not null ? exit with { Reason = LossReason.Protocol, Sent = _protocolError }
            : _hostError is not null ? exit with { Reason = LossReason.Host, Sent = _hostError.Message }
            : _isMute ? exit with { Reason = LossReason.Silent }
            : exit
        );
    }

    private int ReadExitCode()
    {
        try
        {
            return _process!.ExitCode;
        }
        catch (InvalidOperationException)
        {
            // It was killed, and the system has not told its end.
            return UnknownExitCode;
        }
    }

    /// <returns>False when the system gives no thread; then the worker is ended.</returns>
    private bool TryStartThread(string name, Action body)
    {
        try
        {
            new Thread(() => RunGuarded(body), ThreadStackBytes) { IsBackground = true, Name = name }.Start();
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            Fail(exception);
            return false;
        }
    }

    private void RunGuarded(Action body)
    {
        try
        {
            body();
        }
#pragma warning disable CA1031 // See Fail.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}

using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers;

/// <summary>What a worker sends to its host: from the thread that reads, from the one that does a job, and from timers.</summary>
/// <remarks>Small answers wait for each other while there is more to do, and for a millisecond at most.</remarks>
internal sealed class LoopOutput : IDisposable
{
    // The longest time that an answer waits for others.
    private const int FlushMilliseconds = 1;

    private readonly AnswerOutput _output;
    private readonly Timer _flush;
    private readonly Lock _lock = new();
    private bool _isFlushDue;

    public LoopOutput(Stream stream, Outbox outbox)
    {
        _output = new AnswerOutput(stream, outbox);
        _flush = new Timer(_ => FlushOrExit(), null, Timeout.Infinite, Timeout.Infinite);
        Reports = new ReportSlot(WriteReportOrExit);
    }

    /// <summary>The reports of the job that runs.</summary>
    public ReportSlot Reports { get; }

    /// <summary>Sends a frame now.</summary>
    public void Send(Frame frame)
    {
        lock (_lock)
        {
            _output.Write(frame);
        }
    }

    /// <summary>Sends the last report of a job and its answer, some time soon.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isMore">Looks whether another job follows at once.</param>
    public void SendAnswer(Frame answer, Func<bool> isMore)
    {
        lock (_lock)
        {
            if (Reports.End() is { } report)
            {
                _output.WriteSoon(report);
            }

            _output.WriteSoon(answer);
            if (!isMore())
            {
                _output.Flush();
            }
            else if (!_isFlushDue && _output.IsWaiting)
            {
                _isFlushDue = true;
                _flush.Change(FlushMilliseconds, Timeout.Infinite);
            }
        }
    }

    /// <summary>Sends what waits. A host that does not read any more is the end of this process.</summary>
    public void FlushOrExit()
    {
        try
        {
            lock (_lock)
            {
                _isFlushDue = false;
                _output.Flush();
            }
        }
        catch (IOException)
        {
            Environment.Exit(2);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _flush.Dispose();
        Reports.Dispose();
    }

    private void WriteReportOrExit()
    {
        try
        {
            lock (_lock)
            {
                if (Reports.Take() is { } report)
                {
                    _output.Write(report);
                }
            }
        }
        catch (IOException)
        {
            Environment.Exit(2);
        }
    }
}

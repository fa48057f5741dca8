namespace ConcurrencyBench.Workers;

/// <summary>Does a job, and can report its progress.</summary>
/// <param name="job">The job.</param>
/// <returns>
/// The answer, at most <see cref="WorkerPool.MaxPayloadBytes"/>. An exception reaches the host as <see cref="RemoteException"/>, and the
/// worker goes on.
/// </returns>
public delegate ReadOnlyMemory<byte> JobHandler(JobContext job);

/// <summary>A job in its worker.</summary>
public sealed class JobContext
{
    /// <summary>The longest report, in bytes: 16 KiB.</summary>
    public const int MaxReportBytes = 16 * 1024;

    private readonly ReportSlot _reports;

    internal JobContext(long jobId, ReadOnlyMemory<byte> payload, ReportSlot reports, CancellationToken cancellationToken)
    {
        JobId = jobId;
        Payload = payload;
        CancellationToken = cancellationToken;
        _reports = reports;
        reports.Begin(jobId);
    }

    private JobContext(JobContext job, ReadOnlyMemory<byte> payload)
    {
        JobId = job.JobId;
        Payload = payload;
        CancellationToken = job.CancellationToken;
        _reports = job._reports;
    }

    /// <summary>Its id: <see cref="WorkerJob.Id"/> of the host. The jobs of one message of a batch share one.</summary>
    public long JobId { get; }

    /// <summary>The payload of the request; that of a method is its serialized request.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Cancelled when the answer is not wanted any more; look at it every few milliseconds.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Reports progress to <see cref="JobOptions.OnProgress"/> of the host. It never waits, and any thread may call it.</summary>
    /// <remarks>
    /// The content is copied. At most one report is sent in 10 ms: of those in between the latest wins. The last one is sent before the
    /// answer. What is reported after the handler has returned is dropped, and so is all where the host has no <c>OnProgress</c>.
    /// </remarks>
    /// <param name="content">The report, at most <see cref="MaxReportBytes"/> bytes; its meaning is the program's.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public void Report(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxReportBytes)
        {
            throw new ArgumentException(
                $"A report has {content.Length} bytes, more than the {MaxReportBytes} that it may have.",
                nameof(content)
            );
        }

        _reports.Put(JobId, content);
    }

    /// <returns>The same job with another payload.</returns>
    internal JobContext With(ReadOnlyMemory<byte> payload) => new(this, payload);
}

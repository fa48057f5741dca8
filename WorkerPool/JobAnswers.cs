using System.Runtime.InteropServices;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>Does the jobs of a worker.</summary>
/// <param name="jobId">The job.</param>
/// <param name="payload">The payload of the request, or one of a batch.</param>
/// <param name="reports">Takes the reports of the job.</param>
/// <param name="cancellationToken">Cancelled when the answer is not wanted any more.</param>
/// <returns>The answer.</returns>
internal delegate ReadOnlyMemory<byte> JobRunner(
    long jobId,
    ReadOnlyMemory<byte> payload,
    ReportSlot reports,
    CancellationToken cancellationToken
);

/// <summary>Does jobs, and makes frames of what comes out.</summary>
/// <param name="runner">Does the jobs.</param>
/// <param name="reports">Takes the reports of the job that runs.</param>
internal sealed class JobAnswers(JobRunner runner, ReportSlot reports)
{
    /// <summary>Does a job.</summary>
    /// <returns>The answer, whatever the job does: a <see cref="Reply"/>, <see cref="Fault"/> or <see cref="Cancelled"/>.</returns>
    public Frame Do(CallQueue.Job job)
    {
        long jobId = job.Call.JobId;
        try
        {
            return Run(job);
        }
        catch (OperationCanceledException) when (job.Token.IsCancellationRequested)
        {
            return new Cancelled(jobId);
        }
#pragma warning disable CA1031 // Whatever a job throws is its answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Fault(jobId, ThrownException.From(exception));
        }
    }

    private Reply Run(CallQueue.Job job)
    {
        job.Token.ThrowIfCancellationRequested();
        long jobId = job.Call.JobId;
        ReadOnlyMemory<byte> answer = job.Call.IsMany
            ? BatchRun.Answer(job.Call.Payload, (payload, token) => runner(jobId, payload, reports, token), job.Token)
            : runner(jobId, job.Call.Payload, reports, job.Token);
        return answer.Length <= FrameCodec.MaxPayloadBytes
            ? new Reply(jobId, Readable(answer))
            : throw new InvalidOperationException(
                $"The answer has {answer.Length} bytes, more than the {FrameCodec.MaxPayloadBytes} that it may have."
            );
    }

    // The memory of an answer is the user's, and may throw when it is read: not in the middle of a frame.
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> answer) =>
        MemoryMarshal.TryGetArray(answer, out _) ? answer : answer.ToArray();
}

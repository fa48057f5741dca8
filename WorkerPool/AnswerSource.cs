using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The source of a job's task. What waits for the task never runs on the thread that ends the job.</summary>
/// <param name="cancel">Cancels the job with an id; null for a job that is cancelled by other means.</param>
internal sealed class AnswerSource(Action<long>? cancel = null)
    : TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Cancels the job with an id.</summary>
    public Action<long>? Cancel => cancel;

    /// <returns>The task of a job that has ended.</returns>
    public static Task<ReadOnlyMemory<byte>> Ended(JobOutcome outcome)
    {
        AnswerSource source = new();
        source.End(outcome);
        return source.Task;
    }

    /// <summary>Ends the job.</summary>
    public void End(JobOutcome outcome)
    {
        switch (outcome)
        {
            case JobOutcome.Answered answered:
                TrySetResult(answered.Payload);
                break;
            case JobOutcome.Cancelled:
                TrySetCanceled();
                break;
            default:
                TrySetException(outcome.ToException()!);
                break;
        }
    }
}

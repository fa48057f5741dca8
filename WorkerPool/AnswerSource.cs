using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>The source of a job's task. What waits for the task never runs on the thread that ends the job.</summary>
internal sealed class AnswerSource() : TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
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

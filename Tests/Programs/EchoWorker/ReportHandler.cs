using ConcurrencyBench.Workers;

namespace ConcurrencyBench.EchoWorker;

/// <summary>Does what a request asks, and reports.</summary>
internal static class ReportHandler
{
    private static JobContext? s_last;

    public static ReadOnlyMemory<byte> Handle(JobContext job)
    {
        // What was reported last time has ended, and this is dropped.
        s_last?.Report("late"u8);
        s_last = job;
        return EchoRequest.VerbOf(job.Payload.Span) == Verb.Report ? Report(job) : EchoHandler.Handle(job.Payload, job.CancellationToken);
    }

    private static byte[] Report(JobContext job)
    {
        int count = EchoRequest.NumberOf(job.Payload.Span);
        for (int number = 1; number <= count; number++)
        {
            job.Report(EchoRequest.Number(number));
        }

        string wait = EchoRequest.TextOf(job.Payload.Span);
        if (wait.Length > 0)
        {
            job.CancellationToken.WaitHandle.WaitOne(int.Parse(wait, CultureInfo.InvariantCulture));
            job.CancellationToken.ThrowIfCancellationRequested();
        }

        return BitConverter.GetBytes(job.JobId);
    }
}

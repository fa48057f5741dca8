using ConcurrencyBench.Workers;

namespace ConcurrencyBench.EchoWorker;

/// <summary>Does the methods of <see cref="EchoMethods"/>.</summary>
internal static class EchoMethodHandlers
{
    private static int s_starts;

    public static int Serve(bool isBroken) =>
        new WorkerMethods()
            .Initialize(() => StartAsync(isBroken))
            .Add(EchoMethods.Multiply, Multiply)
            .Add(EchoMethods.Split, SplitAsync)
            .Add(EchoMethods.Started, (_, job) => new Pair(s_starts, job.JobId))
            .Serve();

    // What an initializer prints is no greeting.
    private static async Task StartAsync(bool isBroken)
    {
        Console.WriteLine("initialized");
        await Task.Yield();
        s_starts++;
        if (isBroken)
        {
            throw new InvalidOperationException("no model", new FileNotFoundException("model.bin is missing"));
        }
    }

    private static long Multiply(Pair pair, JobContext job)
    {
        job.Report(EchoRequest.Number((int)pair.First));
        return pair is { First: 0, Second: 0 } ? throw new DivideByZeroException("nothing") : pair.First * pair.Second;
    }

    private static async Task<Words> SplitAsync(string text, JobContext job)
    {
        await Task.Delay(1, job.CancellationToken);
        return new Words([.. text.Split(' ').Reverse()], text.Length == 0 ? null : text);
    }
}

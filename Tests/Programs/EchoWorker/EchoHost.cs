using ConcurrencyBench.Workers;

namespace ConcurrencyBench.EchoWorker;

/// <summary>This program as a host, for tests that would harm their own process.</summary>
internal static class EchoHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Creates a pool, prints its workers' process ids in one line, and stays.</summary>
    /// <param name="transport">The connection to them.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="isBusy">True when they compute, false when they are idle.</param>
    /// <param name="command">The way in which they are started; those that halt are not waited for.</param>
    public static async Task<int> HoldAsync(WorkerTransport transport, int workers, bool isBusy, HostedCommand command)
    {
        await using WorkerPool pool = NewPool(transport, workers, CommandOf(command));
        if (command is HostedCommand.Halting or HostedCommand.HaltingBehindAShell)
        {
            Console.WriteLine("halting");
            await AskAllAsync(pool, workers, EchoRequest.Create(Verb.Sleep));
            return 0;
        }

        HashSet<int> ids = [];
        while (ids.Count < workers)
        {
            ids.UnionWith((await AskAllAsync(pool, workers, EchoRequest.Create(Verb.Sleep, 100))).Select(EchoRequest.ReadNumber));
        }

        Task work = isBusy ? AskAllAsync(pool, workers, EchoRequest.Create(Verb.Spin, 60_000)) : Task.Delay(60_000);
        await Task.Delay(100);
        Console.WriteLine(string.Join(' ', pool.ProcessIds));
        await work;
        return 0;
    }

    /// <summary>Runs one job on a pool and prints its end.</summary>
    public static async Task<int> TryAsync(WorkerTransport transport)
    {
        await using WorkerPool pool = NewPool(transport, 1);
        Console.WriteLine(await OutcomeAsync(pool, EchoRequest.Create(Verb.Sleep)));
        return 0;
    }

    public static WorkerPool NewPool(WorkerTransport transport, int workers, WorkerCommand? command = null) =>
        new(
            new WorkerPoolOptions(command ?? EchoHandler.Command, workers)
            {
                Transport = transport,
                CancellationLimit = TimeSpan.FromMilliseconds(100),
            }
        );

    /// <returns>One word, and the message of an exception.</returns>
    public static async Task<string> OutcomeAsync(WorkerPool pool, byte[] request, CancellationToken cancellationToken = default)
    {
        try
        {
            await pool.RunAsync(request, cancellationToken).WaitAsync(Patience, CancellationToken.None);
            return "answered";
        }
#pragma warning disable CA1031 // How it ended is what is asked.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static WorkerCommand CommandOf(HostedCommand command) =>
        command switch
        {
            HostedCommand.Plain => EchoHandler.Command,
            HostedCommand.BehindAShell => Shell("\"$0\"; exit $?"),
            HostedCommand.Halting => Shell("kill -STOP $$; exec \"$0\""),
            _ => Shell("sh -c 'kill -STOP $$; exec \"$0\"' \"$0\"; exit $?"),
        };

    private static WorkerCommand Shell(string script) => new("/bin/sh", ["-c", script, EchoHandler.Command.FileName]);

    private static async Task<ReadOnlyMemory<byte>[]> AskAllAsync(WorkerPool pool, int times, byte[] request) =>
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => pool.RunAsync(request)));
}

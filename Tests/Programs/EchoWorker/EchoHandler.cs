using System.Text;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.EchoWorker;

/// <summary>Does what a request asks.</summary>
internal static class EchoHandler
{
    private static readonly List<byte[]> Leaked = [];
    private static int s_counted;

    /// <summary>The command that starts this program as a worker.</summary>
    public static WorkerCommand Command { get; } =
        new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "EchoWorker.exe" : "EchoWorker"), []);

    public static ReadOnlyMemory<byte> Handle(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> request = payload.Span;
        return EchoRequest.VerbOf(request) switch
        {
            Verb.Echo => payload,
            Verb.EchoLater => Later(payload),
            Verb.Give => EchoRequest.Pattern(EchoRequest.NumberOf(request)),
            Verb.Sleep => Sleep(EchoRequest.NumberOf(request), cancellationToken),
            Verb.Spin => Spin(EchoRequest.NumberOf(request)),
            Verb.Count => EchoRequest.Number(s_counted++),
            Verb.Throw => Throw(EchoRequest.TextOf(request)),
            Verb.Print => Print(EchoRequest.TextOf(request)),
            Verb.Shell => Shell(EchoRequest.TextOf(request)),
            Verb.Nest => NestAsync().GetAwaiter().GetResult(),
            Verb.CancelBadly => CancelBadly(cancellationToken),
            Verb.EndOddly => OddEnds.Do((OddEnd)EchoRequest.NumberOf(request)),
            Verb.Leak => Leak(EchoRequest.NumberOf(request), EchoRequest.TextOf(request).Length > 0),
            Verb.Exit => Exit(EchoRequest.NumberOf(request)),
            Verb.Variable => Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(EchoRequest.TextOf(request)) ?? ""),
            Verb.Folder => Encoding.UTF8.GetBytes(Environment.CurrentDirectory),
            var verb => throw new InvalidOperationException($"{verb} is nothing that can be asked."),
        };
    }

    private static ReadOnlyMemory<byte> Later(ReadOnlyMemory<byte> answer)
    {
        Thread.Sleep(3);
        return answer;
    }

    private static byte[] Sleep(int milliseconds, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne(milliseconds);
        cancellationToken.ThrowIfCancellationRequested();
        return EchoRequest.Number(Environment.ProcessId);
    }

    private static byte[] Spin(int milliseconds)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds; ) { }

        return EchoRequest.Number(Environment.ProcessId);
    }

    private static byte[] Throw(string message) => throw new InvalidOperationException(message);

    private static byte[] Print(string text)
    {
        Console.WriteLine(text);
        Console.Error.WriteLine(string.Concat(text.Reverse()));
        return [];
    }

    private static byte[] Shell(string script)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]))!;
        return EchoRequest.Number(process.Id);
    }

    private static async Task<ReadOnlyMemory<byte>> NestAsync()
    {
        await using WorkerPool pool = new(new WorkerPoolOptions(Command, 1));
        return await pool.RunAsync(EchoRequest.Create(Verb.Sleep));
    }

    private static byte[] CancelBadly(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration bad = cancellationToken.Register(() =>
            throw new InvalidOperationException("A callback throws.")
        );
        return Sleep(Timeout.Infinite, cancellationToken);
    }

    private static byte[] Leak(int mebibytes, bool isForEver)
    {
        byte[] bytes = new byte[mebibytes << 20];
        bytes.AsSpan().Fill(1);
        Leaked.Add(bytes);
        Thread.Sleep(isForEver ? Timeout.Infinite : 0);
        return EchoRequest.Number(Environment.ProcessId);
    }

    private static byte[] Exit(int code)
    {
        Environment.Exit(code);
        return [];
    }
}

using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using ConcurrencyBench.Duet.Listing;
using ConcurrencyBench.Duet.Machine;
using ConcurrencyBench.Duet.Protocol;
using ConcurrencyBench.Duet.Running;

namespace ConcurrencyBench.Duet;

/// <summary>Answers requests until the pipe ends. Its thread is the thread of turns as well.</summary>
/// <param name="reader">The requests.</param>
/// <param name="writer">The answers.</param>
internal sealed class HookServer(BinaryReader reader, BinaryWriter writer)
{
    private const int ConnectLimitMilliseconds = 30_000;

    private readonly ThreadCores _cores = ThreadCores.Create();
    private ImmutableArray<FoundBenchmark> _benchmarks = [];
    private OpenBenchmark? _open;

    /// <summary>Connects to a pipe and serves it to its end.</summary>
    public static void Run(string pipeName)
    {
        try
        {
            using NamedPipeClientStream pipe = new(".", pipeName, PipeDirection.InOut, PipeOptions.CurrentUserOnly);
            pipe.Connect(ConnectLimitMilliseconds);
            BinaryReader reader = new(new BufferedStream(pipe), Encoding.UTF8);
            BinaryWriter writer = new(new BufferedStream(pipe), Encoding.UTF8);
            new HookServer(reader, writer).Serve();
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            // The host has ended or has closed the pipe, and this process ends as well.
        }
    }

    private void Serve()
    {
        new Greeting(Greeting.CurrentVersion, RuntimeInformation.FrameworkDescription, _cores.Allowed).Write(writer);
        writer.Flush();
        while (true)
        {
            WriteAnswer(Execute(ReadRequest()));
        }
    }

    // Reads all fields of a request before it is executed, so that an exception in a benchmark leaves none in the pipe.
    private Func<Action> ReadRequest()
    {
        RequestKind kind = (RequestKind)reader.ReadByte();
        switch (kind)
        {
            case RequestKind.List:
                string path = reader.ReadString();
                return () => List(path);
            case RequestKind.Open:
                int index = reader.ReadInt32();
                return () => Open(index);
            case RequestKind.Turn:
                LoopKind loop = (LoopKind)reader.ReadByte();
                long invocations = reader.ReadInt64();
                return () => TakeTurn(loop, invocations);
            case RequestKind.Pin:
                int core = reader.ReadInt32();
                return () => AnswerText(_cores.Pin(core));
            case RequestKind.Free:
                return () => AnswerText(_cores.Free());
            case RequestKind.Close:
                return Close;
            default:
                throw new InvalidDataException($"There is no request of kind {kind}.");
        }
    }

    private static (Action? Answer, RemoteFault? Fault) Execute(Func<Action> request)
    {
        try
        {
            return (request(), null);
        }
        catch (Exception exception)
        {
            return (null, RemoteFault.From(exception));
        }
    }

    private void WriteAnswer((Action? Answer, RemoteFault? Fault) answer)
    {
        writer.Write(answer.Fault is null);
        answer.Fault?.Write(writer);
        answer.Answer?.Invoke();
        writer.Flush();
    }

    private Action List(string path)
    {
        _benchmarks = BenchmarkFinder.Find(path);
        return () =>
        {
            writer.Write(_benchmarks.Length);
            foreach (FoundBenchmark benchmark in _benchmarks)
            {
                benchmark.Description.Write(writer);
            }
        };
    }

    private Action Open(int index)
    {
        FoundBenchmark benchmark = _benchmarks[index];
        _open = OpenBenchmark.Open(benchmark.Case ?? throw new InvalidOperationException(benchmark.Description.Obstacle));
        return () => _open.Description.Write(writer);
    }

    private Action TakeTurn(LoopKind loop, long invocations)
    {
        TurnReading reading = Opened.TakeTurn(loop, invocations);
        return () => reading.Write(writer);
    }

    private Action Close()
    {
        OpenBenchmark open = Opened;
        _open = null;
        open.Close();
        return () => { };
    }

    private Action AnswerText(string text) => () => writer.Write(text);

    private OpenBenchmark Opened => _open ?? throw new InvalidOperationException("No benchmark is open.");
}

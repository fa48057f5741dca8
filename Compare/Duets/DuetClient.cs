using System.Text;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>Asks a process for its benchmarks and for turns of them.</summary>
internal sealed class DuetClient : IDisposable
{
    private readonly DuetProcess _process;
    private readonly DuetSettings _settings;
    private readonly BinaryReader _reader;
    private readonly BinaryWriter _writer;
    private int _preparations;

    private DuetClient(DuetProcess process, DuetSettings settings)
    {
        _process = process;
        _settings = settings;
        _reader = new BinaryReader(new BufferedStream(process.Pipe), Encoding.UTF8);
        _writer = new BinaryWriter(new BufferedStream(process.Pipe), Encoding.UTF8);
        Greeting = Exchange(settings.SetupLimit, "starting", _ => { }, Greeting.Read);
        Benchmarks = Ask(
            settings.SetupLimit,
            "listing its benchmarks",
            RequestKind.List,
            writer => writer.Write(process.Path),
            reader =>
                (ImmutableArray<ListedBenchmark>)[.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ListedBenchmark.Read(reader))]
        );
    }

    /// <summary>The port to which its process connects as soon as a profiler listens there; null for none.</summary>
    public string? DiagnosticPort => _process.DiagnosticPort;

    /// <summary>The first message of the process.</summary>
    public Greeting Greeting { get; }

    /// <summary>Its benchmarks.</summary>
    public ImmutableArray<ListedBenchmark> Benchmarks { get; }

    /// <returns>True when other benchmarks may lack what this one's cleanup has ended.</returns>
    public bool EndsStaticState(string name) => Benchmarks.Any(benchmark => benchmark.Name == name && benchmark.EndsStaticState);

    /// <summary>Reads the greeting and the benchmarks of a process, and owns it from then on.</summary>
    /// <exception cref="DuetException">It does not answer; it is gone.</exception>
    public static DuetClient Connect(DuetProcess process, DuetSettings settings)
    {
        try
        {
            return new DuetClient(process, settings);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Opens a benchmark. The one before must be closed.</summary>
    /// <exception cref="DuetException">There is none of that name, it cannot be run, or its setup failed.</exception>
    public OpenedBenchmark Open(string name)
    {
        int index = Benchmarks.Select(benchmark => benchmark.Name).ToImmutableArray().IndexOf(name);
        string? obstacle = index < 0 ? $"{_process.Assembly} has no benchmark {name}." : Benchmarks[index].Obstacle;
        if (obstacle is not null)
        {
            throw new DuetException(new DuetFault(DuetFaultKind.NotRunnable, obstacle), this);
        }

        return Ask(_settings.SetupLimit, $"setting {name} up", RequestKind.Open, writer => writer.Write(index), OpenedBenchmark.Read);
    }

    /// <summary>
    /// Has the code around turns optimised, where that is not done yet: long operations have so few turns that it would be compiled during
    /// those that count.
    /// </summary>
    public void Prepare()
    {
        // The runtime compiles a method anew after 30 calls, with counters, and after 30 more, optimised.
        const int Calls = 80;
        for (; _preparations < Calls; _preparations++)
        {
            TakeTurn(LoopKind.Overhead, invocations: 1);
        }
    }

    /// <summary>Takes a turn of the open benchmark.</summary>
    /// <exception cref="DuetException">It threw, crashed, or took too long.</exception>
    public TurnReading TakeTurn(LoopKind loop, long invocations) =>
        Ask(
            _settings.TurnLimit,
            "running a benchmark",
            RequestKind.Turn,
            writer =>
            {
                writer.Write((byte)loop);
                writer.Write(invocations);
            },
            TurnReading.Read
        );

    /// <summary>Binds the thread of turns to a core.</summary>
    /// <returns>The reason for which it is not bound; null where it is.</returns>
    public string? Pin(int core) => AskForText(RequestKind.Pin, writer => writer.Write(core));

    /// <summary>Gives the thread of turns its cores back.</summary>
    public void Free() => AskForText(RequestKind.Free, _ => { });

    /// <summary>Closes the open benchmark.</summary>
    /// <exception cref="DuetException">Its cleanup failed.</exception>
    public void Close() => Ask(_settings.SetupLimit, "cleaning a benchmark up", RequestKind.Close, _ => { }, _ => true);

    /// <summary>Ends the process.</summary>
    public void Dispose() => _process.Dispose();

    private string? AskForText(RequestKind kind, Action<BinaryWriter> write) =>
        Ask(_settings.TurnLimit, "binding its thread to a core", kind, write, reader => reader.ReadString()) is { Length: > 0 } text
            ? text
            : null;

    private T Ask<T>(TimeSpan limit, string activity, RequestKind kind, Action<BinaryWriter> write, Func<BinaryReader, T> read) =>
        Exchange(
            limit,
            activity,
            writer =>
            {
                writer.Write((byte)kind);
                write(writer);
                writer.Flush();
            },
            reader => reader.ReadBoolean() ? read(reader) : throw new DuetException(Describe(RemoteFault.Read(reader)), this)
        );

    // A thread that waits for the pipe is woken by its end, so the timer ends the process.
    private T Exchange<T>(TimeSpan limit, string activity, Action<BinaryWriter> write, Func<BinaryReader, T> read)
    {
        bool isLate = false;
        using Timer timer = new(_ => End(ref isLate), state: null, limit, Timeout.InfiniteTimeSpan);
        try
        {
            write(_writer);
            return read(_reader);
        }
        catch (IOException)
        {
            DuetFault loss = _process.DescribeLoss(activity);
            throw new DuetException(
                Volatile.Read(ref isLate)
                    ? new DuetFault(
                        DuetFaultKind.TimedOut,
                        $"{_process.Assembly} did not answer within {LaunchText.FormatLimit(limit)} while {activity}."
                    )
                    : loss,
                this
            );
        }
    }

    private void End(ref bool isLate)
    {
        Volatile.Write(ref isLate, true);
        _process.Kill();
    }

    private static DuetFault Describe(RemoteFault fault) =>
        new(DuetFaultKind.Threw, string.Join('\n', $"{fault.Type}: {fault.Message}", fault.StackTrace).TrimEnd());
}

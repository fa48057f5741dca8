namespace ConcurrencyBench.Workers.Transports;

/// <summary>Calls through standard input, answers through a ring in shared memory; standard output only wakes the reader.</summary>
internal sealed class SharedMemoryTransport : HostTransport
{
    public const string Name = "shared-memory";

    private const int HostSide = 0;
    private const int WorkerSide = 1;

    private readonly SharedMemoryStream _answers = SharedMemoryStream.Create(HostSide);

    public override WorkerSettings SettingsWith(JobMark mark) => new(mark.Path, Name, _answers.Path);

    public override StreamPair Connect(Process worker)
    {
        _answers.Bell = worker.StandardOutput.BaseStream;
        return new StreamPair(_answers, PipeRoom.Enlarge(worker.StandardInput.BaseStream));
    }

    /// <summary>The worker's end. It only writes to the ring; without a bell, it looks every millisecond when the ring is full.</summary>
    public static StreamPair ConnectWorker(string path, Stream input, Stream output)
    {
        SharedMemoryStream answers = SharedMemoryStream.Open(path, WorkerSide);
        answers.OtherBell = output;
        return new StreamPair(input, answers);
    }

    public override void Dispose()
    {
        base.Dispose();
        _answers.Dispose();
    }
}

using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>A worker process that gets no work: started, it greets; its input is closed, it says what it used, and it has ended.</summary>
/// <param name="worker">The command that starts it.</param>
internal sealed class EmptyProcess(WorkerCommand worker) : IStartup
{
    private WorkerProcess? _process;

    public async ValueTask<int> RunAsync()
    {
        TaskCompletionSource<WorkerExit> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<Frame> frames = [];
        WorkerProcess process = new(worker.ToStartInfo(), () => new StdioTransport())
        {
            OnNotStarted = ended.SetException,
            OnFrames = received =>
            {
                frames.AddRange(received);
                _process!.CloseInput();
            },
            OnExit = ended.SetResult,
        };
        _process = process;
        process.Start();
        WorkerExit end = await ended.Task.WaitAsync(WorkerPoolOptions.DefaultStartLimit).ConfigureAwait(false);
        return end.ExitCode == 0 && frames is [Hello { Magic: FrameCodec.Magic }, Goodbye]
            ? 1
            : throw new WorkerStartException($"The worker program '{worker}' did not greet and end: {end.Describe()}");
    }

    /// <summary>Kills a process that did not end in time.</summary>
    public void Dispose() => _process?.Kill();
}

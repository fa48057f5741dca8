using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ConcurrencyBench.Workers;

//  source --read--> group --submit--> pool          one task; it waits while the window is full
//                                      | answers
//  consumer <--take-- entries <--------+            in the order of payloads, or as they are ready

/// <summary>One enumeration of the answers of a stream of jobs.</summary>
internal sealed class StreamRun : IAsyncDisposable
{
    private readonly WorkerPool _pool;
    private readonly StreamOptions _options;
    private readonly StreamWindow _window;
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<WorkerRequest> _group = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private long _submitted;

    // The jobs that have no entry yet, and one for the task that reads. The last one completes the entries.
    private int _owing = 1;
    private Exception? _sourceError;

    private StreamRun(WorkerPool pool, IAsyncEnumerable<ReadOnlyMemory<byte>> payloads, StreamOptions options)
    {
        _pool = pool;
        _options = options;
        _window = new StreamWindow(options.Window, options.WindowBytes);
        _reading = Task.Run(() => ReadAsync(payloads));
    }

    // Whoever hears of a job has to know its payload.
    private bool AreReported => _options.Jobs?.OnProgress is not null;

    /// <summary>Enumerates the answers. The end of the enumeration, however it comes, cancels and awaits the jobs that are left.</summary>
    public static async IAsyncEnumerable<StreamAnswer> EnumerateAsync(
        WorkerPool pool,
        IAsyncEnumerable<ReadOnlyMemory<byte>> payloads,
        StreamOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        StreamRun run = new(pool, payloads, options);
        await using (run.ConfigureAwait(false))
        {
            await foreach (Entry entry in run._entries.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                StreamAnswer answer = entry.Refusal is { } refusal
                    ? new StreamAnswer(entry.Index, default, refusal)
                    : await run.AwaitAsync(entry, cancellationToken).ConfigureAwait(false);
                run._window.Leave(entry.Index);
                yield return answer;
            }
        }
    }

    /// <summary>Stops reading, and cancels and awaits what is not answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        ImmutableArray<WorkerJob> open = _window.Open;
        _pool.Cancel(open);
        await Task.WhenAll(open.Select(job => (Task)job.Answer)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async ValueTask<StreamAnswer> AwaitAsync(Entry entry, CancellationToken cancellationToken)
    {
        Task<ReadOnlyMemory<byte>> answer = entry.Job.Answer;
        if (!answer.IsCompleted)
        {
            // The consumer that cancels does not wait here until the job has ended.
            await ((Task)answer.WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (answer.IsCompletedSuccessfully)
        {
            return new StreamAnswer(entry.Index, answer.Result, null);
        }

        Exception exception = answer.Exception?.InnerException ?? new TaskCanceledException(answer);

        // No job will be done any more, and the source may have no end.
        return _pool.IsOver || exception is ObjectDisposedException ? throw exception : new StreamAnswer(entry.Index, default, exception);
    }

    private async Task ReadAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> payloads)
    {
        try
        {
            await SubmitAllAsync(payloads).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The consumer has gone.
        }
#pragma warning disable CA1031 // It is thrown where the answers are taken, behind those of the payloads before it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _sourceError = exception;
        }

        SubmitGroup();
        NoteEntry();
    }

    private async Task SubmitAllAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> payloads)
    {
        int most = Math.Max(_options.Window / 4, 1);
        IAsyncEnumerator<ReadOnlyMemory<byte>> source = payloads.GetAsyncEnumerator(_stop.Token);
        await using (source.ConfigureAwait(false))
        {
            while (true)
            {
                Task room = _window.WaitForRoomAsync();
                if (!room.IsCompleted)
                {
                    SubmitGroup();
                    await room.WaitAsync(_stop.Token).ConfigureAwait(false);
                }

                ValueTask<bool> next = source.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    SubmitGroup();
                }

                if (!await next.ConfigureAwait(false))
                {
                    return;
                }

                Take(source.Current);
                if (_group.Count == most)
                {
                    SubmitGroup();
                }
            }
        }
    }

    private void Take(ReadOnlyMemory<byte> payload)
    {
        _window.Enter(payload.Length);
        if (payload.Length <= WorkerPool.MaxPayloadBytes)
        {
            _group.Add(new WorkerRequest(payload, AreReported ? _submitted + _group.Count : null));
            return;
        }

        SubmitGroup();
        Interlocked.Increment(ref _owing);
        _window.Add(_submitted, job: null, payload.Length);
        Write(new Entry(_submitted++, default, JobIntake.TooLong(payload.Length, nameof(payload))));
    }

    private void SubmitGroup()
    {
        if (_group.Count == 0)
        {
            return;
        }

        ImmutableArray<WorkerRequest> requests = [.. _group];
        _group.Clear();
        ImmutableArray<WorkerJob> jobs = _pool.Submit(requests, _options.Jobs);
        Interlocked.Add(ref _owing, jobs.Length);
        for (int index = 0; index < jobs.Length; index++)
        {
            _window.Add(_submitted, jobs[index], requests[index].Payload.Length);
            Entry entry = new(_submitted++, jobs[index], Refusal: null);
            if (_options.Order == StreamOrder.AsReady)
            {
                _ = WriteWhenReadyAsync(entry);
            }
            else
            {
                Write(entry);
            }
        }
    }

    private async Task WriteWhenReadyAsync(Entry entry)
    {
        await ((Task)entry.Job.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Write(entry);
    }

    private void Write(Entry entry)
    {
        _entries.Writer.TryWrite(entry);
        NoteEntry();
    }

    private void NoteEntry()
    {
        if (Interlocked.Decrement(ref _owing) == 0)
        {
            _entries.Writer.Complete(_sourceError);
        }
    }

    /// <param name="Index">The number of the payload.</param>
    /// <param name="Job">Its job.</param>
    /// <param name="Refusal">The reason for which no job can have the payload; or null.</param>
    private readonly record struct Entry(long Index, WorkerJob Job, Exception? Refusal);
}

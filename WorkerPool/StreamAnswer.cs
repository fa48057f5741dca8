using System.Runtime.ExceptionServices;

namespace ConcurrencyBench.Workers;

/// <summary>The end of a job of a stream: an answer or an exception.</summary>
public readonly record struct StreamAnswer
{
    private readonly ReadOnlyMemory<byte> _payload;

    internal StreamAnswer(long index, ReadOnlyMemory<byte> payload, Exception? exception)
    {
        Index = index;
        _payload = payload;
        Exception = exception;
    }

    /// <summary>The number of its payload in the stream, from 0.</summary>
    public long Index { get; }

    /// <summary>
    /// An exception of <see cref="WorkerPool.RunAsync(ReadOnlyMemory{byte}, JobOptions?, CancellationToken)"/>; null when the job was
    /// done.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>The bytes that the worker answered.</summary>
    /// <exception cref="System.Exception">The job was not done: this is <see cref="Exception"/>.</exception>
    public ReadOnlyMemory<byte> Payload
    {
        get
        {
            if (Exception is not null)
            {
                ExceptionDispatchInfo.Throw(Exception);
            }

            return _payload;
        }
    }
}

/// <summary>The end of a typed job of a stream: an answer or an exception.</summary>
/// <typeparam name="T">The type of answers.</typeparam>
public readonly record struct StreamAnswer<T>
{
    private readonly T _answer;

    private StreamAnswer(long index, T answer, Exception? exception)
    {
        Index = index;
        _answer = answer;
        Exception = exception;
    }

    /// <summary>The number of its request in the stream, from 0.</summary>
    public long Index { get; }

    /// <summary>The exception of <see cref="StreamAnswer.Exception"/>, or that of the serializer; null when there is an answer.</summary>
    public Exception? Exception { get; }

    /// <summary>The answer.</summary>
    /// <exception cref="System.Exception">There is none: this is <see cref="Exception"/>.</exception>
    public T Answer
    {
        get
        {
            if (Exception is not null)
            {
                ExceptionDispatchInfo.Throw(Exception);
            }

            return _answer;
        }
    }

    internal static StreamAnswer<T> Read(StreamAnswer answer, IWorkerSerializer serializer)
    {
        try
        {
            return answer.Exception is { } failure
                ? new StreamAnswer<T>(answer.Index, default!, failure)
                : new StreamAnswer<T>(answer.Index, serializer.Deserialize<T>(answer.Payload), null);
        }
#pragma warning disable CA1031 // An answer that cannot be read is one that failed, and ends no other.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new StreamAnswer<T>(answer.Index, default!, exception);
        }
    }
}

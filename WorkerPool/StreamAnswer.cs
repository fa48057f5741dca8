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

    /// <summary>An exception of <see cref="WorkerPool.RunAsync"/>; null when the job was done.</summary>
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

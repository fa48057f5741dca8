namespace ConcurrencyBench.Workers;

/// <summary>A request to a worker.</summary>
/// <param name="Payload">
/// The bytes that its program gets, at most <see cref="WorkerPool.MaxPayloadBytes"/>. They must not change until the job has ended.
/// </param>
/// <param name="Subject">The subject of the job, for messages; or null.</param>
public readonly record struct WorkerRequest(ReadOnlyMemory<byte> Payload, object? Subject = null);

using System.Runtime.InteropServices;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>Many small jobs in few messages: each message is a job for the pool, and holds some of the payloads.</summary>
internal static class BatchRun
{
    // A quarter of a worker's share in each message, so that the workers end together, and no message that takes long to make.
    private const int MessagesOfAWorker = 4;
    private const int MostInAMessage = 4096;
    private const int MostBytes = 1 << 20;

    /// <exception cref="ArgumentException">There are none, or one is too long.</exception>
    public static void ThrowIfInvalid(ImmutableArray<ReadOnlyMemory<byte>> payloads)
    {
        if (payloads.IsDefault)
        {
            throw new ArgumentException("There is no array: this is the default of its type. Pass [] for no payloads.", nameof(payloads));
        }

        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            if (payload.Length > PayloadList.MaxPayloadBytes)
            {
                throw new ArgumentException(
                    $"A payload has {payload.Length} bytes, more than the {PayloadList.MaxPayloadBytes} that it may have in a batch.",
                    nameof(payloads)
                );
            }
        }
    }

    /// <summary>Makes the messages with these payloads, in their order, each when it is asked for.</summary>
    /// <param name="payloads">The payloads.</param>
    /// <param name="workers">The workers of the pool.</param>
    /// <param name="chunkSize">The most payloads in a message; null for a quarter of a worker's share.</param>
    /// <param name="areReported">True when the subject of a message is the places of its payloads, for those that hear its reports.</param>
    public static IEnumerable<WorkerRequest> Split(
        ImmutableArray<ReadOnlyMemory<byte>> payloads,
        int workers,
        int? chunkSize,
        bool areReported = false
    )
    {
        int most = chunkSize ?? Math.Clamp(payloads.Length / (MessagesOfAWorker * workers), 1, MostInAMessage);
        int count;
        for (int start = 0; start < payloads.Length; start += count)
        {
            count = PayloadList.CountThatFit(payloads.AsSpan(start, Math.Min(most, payloads.Length - start)), MostBytes);
            yield return new WorkerRequest(PayloadList.Encode(payloads.AsSpan(start, count)), areReported ? start..(start + count) : null);
        }
    }

    /// <summary>Gathers the answers of the jobs.</summary>
    /// <returns>The answers, in the order of the payloads. They are parts of the messages in which they came.</returns>
    public static async Task<ImmutableArray<ReadOnlyMemory<byte>>> GatherAsync(IEnumerable<WorkerJob> messages, int count)
    {
        ReadOnlyMemory<byte>[] answers = new ReadOnlyMemory<byte>[count];
        int filled = 0;
        foreach (WorkerJob message in messages)
        {
            ReadOnlyMemory<byte>[] some = PayloadList.Decode(await message.Answer.ConfigureAwait(false));
            some.CopyTo(answers, filled);
            filled += some.Length;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(answers);
    }

    /// <summary>Does the jobs of a message in a worker, one after the other.</summary>
    public static ReadOnlyMemory<byte> Answer(ReadOnlyMemory<byte> message, WorkerHandler handler, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>[] payloads = PayloadList.Decode(message);
        for (int index = 0; index < payloads.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            payloads[index] = handler(payloads[index], cancellationToken);
        }

        return PayloadList.CountBytesOf(payloads) <= FrameCodec.MaxPayloadBytes
            ? PayloadList.Encode(payloads)
            : throw new InvalidOperationException(
                $"The answers of a batch have more than the {FrameCodec.MaxPayloadBytes} bytes that a frame holds. Make ChunkSize smaller."
            );
    }
}

using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>An item and its answer as bytes, in the form in which the process models send them to their workers.</summary>
internal static class ItemWire
{
    private const byte DivisorsKind = 1;
    private const byte FailureKind = 2;

    /// <summary>The bytes of an item: kernel, number and candidates.</summary>
    public static byte[] EncodeItem(WorkItem item) => ItemRequest.Run.FromItem(item).Encode();

    /// <exception cref="FrameFormatException">The bytes are no item.</exception>
    /// <exception cref="InvalidOperationException">There is no such kernel here.</exception>
    public static WorkItem DecodeItem(ReadOnlySpan<byte> item) =>
        ItemRequest.Decode(item) is ItemRequest.Run run
            ? new WorkItem(
                KernelCatalog.Find(run.KernelId) ?? throw new InvalidOperationException($"This host has no kernel '{run.KernelId}'."),
                run.Number,
                run.Candidates
            )
            : throw new FrameFormatException("This is no item to run.");

    /// <summary>Runs an item that came as bytes. Whatever it throws is its answer.</summary>
    /// <returns>The bytes of its answer; <see cref="DecodeAnswer"/> reads them.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; there is no answer.</exception>
    public static byte[] Run(ReadOnlySpan<byte> item, CancellationToken cancellationToken)
    {
        try
        {
            return EncodeAnswer(DecodeItem(item).Run(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // See above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return EncodeFailure(exception);
        }
    }

    /// <summary>The bytes of an answer.</summary>
    public static byte[] EncodeAnswer(ReadOnlySpan<long> divisors) =>
        new FieldWriter(sizeof(byte) + sizeof(int) + divisors.Length * sizeof(long)).Byte(DivisorsKind).Longs(divisors).ToArray();

    /// <summary>The bytes of the answer of an item that failed.</summary>
    public static byte[] EncodeFailure(Exception exception) =>
        new FieldWriter().Byte(FailureKind).Exception(ThrownException.From(exception)).ToArray();

    /// <returns>The divisors.</returns>
    /// <exception cref="RemoteException">The item failed; this is what it threw.</exception>
    /// <exception cref="FrameFormatException">The bytes are no answer.</exception>
    public static long[] DecodeAnswer(ReadOnlySpan<byte> answer)
    {
        FieldReader fields = new(answer);
        return fields.Byte() switch
        {
            DivisorsKind => fields.Longs(),
            FailureKind => throw new RemoteException(fields.Exception()),
            var kind => throw new FrameFormatException($"There is no answer of kind {kind}."),
        };
    }
}

using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Bytes that are right, nearly right, cut, or anything.</summary>
internal static class FuzzedBytes
{
    private const int MostBytes = 300;

    // Where lengths and counts begin to be wrong.
    private static readonly int[] Edges =
    [
        0,
        1,
        -1,
        int.MinValue,
        int.MaxValue,
        FrameCodec.MaxLength,
        FrameCodec.MaxLength + 1,
        int.MaxValue / sizeof(long),
        int.MaxValue / sizeof(long) + 1,
    ];

    public static byte[] Frames(Random random) =>
        Spoil(random, FrameCodec.Encode([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextFrame(random))]));

    public static byte[] Requests(Random random) =>
        Spoil(
            random,
            random.Next(2) == 0
                ? new ItemRequest.Run(
                    Text(random),
                    random.NextInt64(),
                    new CandidateRange(random.NextInt64(), random.NextInt64()),
                    random.Next(-1, 3)
                ).Encode()
                : new ItemRequest.Consume(Text(random), random.Next()).Encode()
        );

    public static byte[] Answers(Random random) =>
        Spoil(
            random,
            random.Next(3) == 0
                ? ItemAnswer.EncodeSlot(random.Next(-1, 3))
                : ItemAnswer.Encode([.. Enumerable.Range(0, random.Next(20)).Select(_ => random.NextInt64())])
        );

    public static byte[] PayloadLists(Random random) =>
        Spoil(
            random,
            PayloadList.Encode([.. Enumerable.Range(0, random.Next(9)).Select(_ => (ReadOnlyMemory<byte>)new byte[random.Next(9)])])
        );

    private static Frame NextFrame(Random random)
    {
        long job = random.NextInt64(long.MinValue, long.MaxValue);
        return random.Next(12) switch
        {
            0 => new Hello(FrameCodec.Magic, FrameCodec.Version, random.Next()),
            1 => new Call(job, Bytes(random)),
            2 => new Call(job, PayloadLists(random), IsMany: true),
            3 => new Recalled([.. Enumerable.Range(0, random.Next(20)).Select(_ => random.NextInt64())]),
            4 => new Reply(job, Bytes(random)),
            5 => new Fault(job, Thrown(random)),
            6 => new Cancelled(job),
            7 => new Ping(),
            8 => new Pong(),
            9 => new Progress(job, Bytes(random)),
            10 => new NotReady(Thrown(random)),
            _ => new Goodbye(job, -job),
        };
    }

    private static byte[] Spoil(Random random, byte[] bytes)
    {
        switch (random.Next(6))
        {
            case 0:
                return Bytes(random);
            case 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3:
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                return bytes;
            case 4:
                OverwriteAnInt(random, bytes);
                return bytes;
            default:
                return bytes;
        }
    }

    private static void OverwriteAnInt(Random random, byte[] bytes)
    {
        if (bytes.Length >= sizeof(int))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length - sizeof(int) + 1)), Edges[random.Next(Edges.Length)]);
        }
    }

    private static ThrownException Thrown(Random random) =>
        new(Text(random), Text(random), Text(random)) { Inner = [.. Enumerable.Range(0, random.Next(2)).Select(_ => Thrown(random))] };

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(MostBytes)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) =>
        new([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(0x20, 0xD800))]);
}

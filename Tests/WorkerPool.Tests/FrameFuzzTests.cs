using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Workers.Protocol;
using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>
/// Bytes of any kind: they are a frame, the beginning of one, or a <see cref="FrameFormatException"/> or the end of the
/// stream; no other exception, and no more memory than a few times the bytes.
/// </summary>
public sealed class FrameFuzzTests : IDisposable
{
    private const int Few = 20_000;
    private const int Many = 1_000_000;
    private const int Seed = 20260730;

    // An exception with its stack, and the reader's first buffer.
    private const int Overhead = 32 * 1024;

    // Text doubles when it is decoded, a buffer when it grows.
    private const int Growth = 6;

    private readonly SharedAnswers _answers = SharedAnswers.Create(2);

    public void Dispose() => _answers.Dispose();

    [Fact]
    public void TryDecode_AnyBytes_IsAFrameOrATypedError() => Fuzz(Few, FuzzedBytes.Frames, Decode);

    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void TryDecode_AMillionTimesAnyBytes_IsAFrameOrATypedError() => Fuzz(Many, FuzzedBytes.Frames, Decode);

    [Fact]
    public void Read_AnyBytes_IsFramesOrATypedError() => Fuzz(Few, FuzzedBytes.Frames, Read);

    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void Read_AMillionTimesAnyBytes_IsFramesOrATypedError() => Fuzz(Many, FuzzedBytes.Frames, Read);

    [Fact]
    public void DecodeRequest_AnyBytes_IsARequestOrATypedError() => Fuzz(Few, FuzzedBytes.Requests, bytes => ItemRequest.Decode(bytes));

    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void DecodeRequest_AMillionTimesAnyBytes_IsARequestOrATypedError() =>
        Fuzz(Many, FuzzedBytes.Requests, bytes => ItemRequest.Decode(bytes));

    [Fact]
    public void DecodeAnswer_AnyBytes_IsAnAnswerOrATypedError() => Fuzz(Few, FuzzedBytes.Answers, DecodeAnswer);

    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void DecodeAnswer_AMillionTimesAnyBytes_IsAnAnswerOrATypedError() => Fuzz(Many, FuzzedBytes.Answers, DecodeAnswer);

    [Fact]
    public void DecodePayloadList_AnyBytes_IsAListOrATypedError() =>
        Fuzz(Few, FuzzedBytes.PayloadLists, bytes => PayloadList.Decode(bytes));

    [Fact(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    public void DecodePayloadList_AMillionTimesAnyBytes_IsAListOrATypedError() =>
        Fuzz(Many, FuzzedBytes.PayloadLists, bytes => PayloadList.Decode(bytes));

    private static void Decode(byte[] bytes)
    {
        if (FrameCodec.TryDecode(bytes, out Frame? frame, out int needed))
        {
            Assert.NotNull(frame);
            Assert.InRange(needed, sizeof(int) + 1, bytes.Length);
        }
        else
        {
            Assert.Null(frame);
            Assert.InRange(needed, bytes.Length + 1, sizeof(int) + FrameCodec.MaxLength);
        }
    }

    private static void Read(byte[] bytes)
    {
        FrameReader reader = new(new PiecewiseStream(bytes, 1 + bytes.Length / 3));
        while (reader.Read() is not null) { }
    }

    private void DecodeAnswer(byte[] bytes) => ItemAnswer.Decode(bytes, bytes.Length % 2 == 0 ? _answers : null);

    private static void Fuzz(int count, Func<Random, byte[]> next, Action<byte[]> decode)
    {
        Random random = new(Seed);
        int understood = 0;
        for (int index = 0; index < count; index++)
        {
            byte[] bytes = next(random);
            try
            {
                // The first error of a process loads what describes it.
                understood += Try(bytes, decode, mayWarmUp: index == 0 || understood == index) ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new XunitException($"Seed {Seed}, case {index}: {Convert.ToHexString(bytes)}: {exception.Message}", exception);
            }
        }

        // Otherwise these bytes would not test one of the two.
        Assert.InRange(understood, count / 20, count - count / 20);
    }

    private static bool Try(byte[] bytes, Action<byte[]> decode, bool mayWarmUp)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isUnderstood = IsUnderstood(bytes, decode);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (!mayWarmUp)
        {
            Assert.InRange(allocated, 0, Growth * bytes.Length + Overhead);
        }

        return isUnderstood;
    }

    private static bool IsUnderstood(byte[] bytes, Action<byte[]> decode)
    {
        try
        {
            decode(bytes);
            return true;
        }
        catch (Exception exception) when (exception is FrameFormatException or EndOfStreamException)
        {
            return false;
        }
    }
}

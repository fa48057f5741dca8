using System.IO.Pipes;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The room of pipes.</summary>
public sealed class PipeRoomTests
{
    private const int Usual = 64 * 1024;

    /// <summary>More than usual fits in, and nobody reads.</summary>
    [LinuxFact]
    public async Task Enlarge_APipe_TakesMoreThanUsualAtOnce()
    {
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        await Task.Run(() => PipeRoom.Enlarge(pipe).Write(new byte[3 * Usual])).WaitAsync(EchoPool.Limit);
    }

    [Fact]
    public void Enlarge_AnotherStream_IsThatStream()
    {
        using MemoryStream stream = new();
        Assert.Same(stream, PipeRoom.Enlarge(stream));
    }
}

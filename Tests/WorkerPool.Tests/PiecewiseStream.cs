namespace ConcurrencyBench.Workers.Tests;

/// <summary>Gives a few bytes at a time, as pipes do, and notes how much room it was offered.</summary>
internal sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
{
    /// <summary>Offered by the last call.</summary>
    public int Room { get; private set; }

    /// <summary>The most that was ever offered beyond what had been given.</summary>
    public long MostAhead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Room = buffer.Length;
        MostAhead = Math.Max(MostAhead, buffer.Length - Position);
        return base.Read(buffer, offset, Math.Min(count, piece));
    }
}

namespace ConcurrencyBench.Workers.Transports;

/// <summary>A worker's standard input where nothing comes through it: its end is the host's, done or dead.</summary>
internal static class LifeLine
{
    /// <summary>Does something at the end of the stream, on a thread of its own.</summary>
    public static void Watch(Stream stream, Action atItsEnd) =>
        new Thread(() =>
        {
            WaitForEnd(stream);
            atItsEnd();
        })
        {
            IsBackground = true,
            Name = "life line",
        }.Start();

    private static void WaitForEnd(Stream stream)
    {
        try
        {
            while (stream.ReadByte() >= 0) { }
        }
        catch (IOException)
        {
            // As good as its end.
        }
    }
}

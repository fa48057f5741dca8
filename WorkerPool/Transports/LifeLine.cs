namespace ConcurrencyBench.Workers.Transports;

/// <summary>A worker's standard input without data. Its end means that the host is done or dead.</summary>
internal static class LifeLine
{
    /// <summary>Calls an action at the end of the stream, on a thread of its own.</summary>
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
            // The same as its end.
        }
    }
}

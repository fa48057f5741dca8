namespace ConcurrencyBench.FaultyWorker.Misbehaviours;

/// <summary>The effects of a bug in a job.</summary>
internal static class Failure
{
    private const int SmallStackBytes = 256 * 1024;
    private const ulong SmallHeapBytes = 64 << 20;
    private const int PieceBytes = 1 << 20;

    public static void Do(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.StackOverflow:
                // The runtime prints the whole stack; a small one is printed soon.
                Thread deep = new(() => Console.Error.WriteLine(Descend(0)), SmallStackBytes);
                deep.Start();
                Misbehaviour.Hang();
                break;
            case FaultKind.UnhandledException:
                throw new InvalidOperationException("an unhandled exception");
            case FaultKind.OutOfMemory:
                FillHeap();
                break;
            case FaultKind.EndlessLoop:
                while (true)
                {
                    Thread.SpinWait(1000);
                }
        }
    }

    private static int Descend(int depth) => depth < 0 ? depth : 1 + Descend(depth + 1);

    private static void FillHeap()
    {
        AppContext.SetData("GCHeapHardLimit", SmallHeapBytes);
        GC.RefreshMemoryLimit();
        for (List<byte[]> pieces = []; ; )
        {
            pieces.Add(new byte[PieceBytes]);
        }
    }
}

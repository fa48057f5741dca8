using System.Diagnostics.CodeAnalysis;

namespace ConcurrencyBench.FaultyWorker.Misbehaviours;

/// <summary>The faults of a process in any phase, connected or not.</summary>
internal static class Misbehaviour
{
    /// <summary>Announces the fault on stderr, and commits it.</summary>
    [DoesNotReturn]
    public static void Do(FaultKind kind)
    {
        Console.Error.WriteLine($"faulty: {kind}");
        switch (kind)
        {
            case FaultKind.Exit0 or FaultKind.Exit3 or FaultKind.SigKill or FaultKind.SigSegv or FaultKind.SigStop:
                Ending.Do(kind);
                break;
            case FaultKind.StackOverflow or FaultKind.UnhandledException or FaultKind.OutOfMemory or FaultKind.EndlessLoop:
                Failure.Do(kind);
                break;
        }

        throw new UnreachableException();
    }

    /// <summary>Until it is killed.</summary>
    [DoesNotReturn]
    public static void Hang()
    {
        while (true)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }
}

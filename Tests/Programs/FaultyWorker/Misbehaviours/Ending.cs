namespace ConcurrencyBench.FaultyWorker.Misbehaviours;

/// <summary>Ends from one moment to the next: by itself or by a signal.</summary>
internal static class Ending
{
    public static void Do(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.Exit0:
                Environment.Exit(0);
                break;
            case FaultKind.Exit3:
                Environment.Exit(3);
                break;
            default:
                Native.SignalSelf(SignalOf(kind));
                break;
        }

        Misbehaviour.Hang();
    }

    private static int SignalOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.SigKill => 9,
            FaultKind.SigSegv => 11,
            _ => 19,
        };
}

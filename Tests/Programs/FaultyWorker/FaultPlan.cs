namespace ConcurrencyBench.FaultyWorker;

/// <summary>A plan of faults.</summary>
/// <param name="Phase">The phase of the fault.</param>
/// <param name="Kind">The kind of the fault.</param>
/// <param name="Marker">The path of files that are made exclusively, one for each time; empty where it always goes wrong.</param>
/// <param name="Times">The number of times, over all processes.</param>
internal sealed record FaultPlan(FaultPhase Phase, FaultKind Kind, string Marker = "", int Times = 1)
{
    public ImmutableArray<string> Arguments => [Phase.ToString(), Kind.ToString(), Marker, Times.ToString(CultureInfo.InvariantCulture)];

    public static FaultPlan Parse(string[] arguments) =>
        new(
            Enum.Parse<FaultPhase>(arguments[0]),
            Enum.Parse<FaultKind>(arguments[1]),
            arguments[2],
            int.Parse(arguments[3], CultureInfo.InvariantCulture)
        );

    /// <summary>Asked once for each occasion; counts it.</summary>
    public bool IsDue(FaultPhase phase) => phase == Phase && (Marker.Length == 0 || Enumerable.Range(0, Times).Any(TryMark));

    private bool TryMark(int time)
    {
        try
        {
            using FileStream mark = new(string.Create(CultureInfo.InvariantCulture, $"{Marker}.{time}"), FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

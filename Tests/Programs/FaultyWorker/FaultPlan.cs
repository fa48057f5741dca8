using System.Collections.Immutable;
using System.Globalization;

namespace ConcurrencyBench.FaultyWorker;

/// <summary>What goes wrong, when, and how often.</summary>
/// <param name="Phase">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Marker">The path of files that are made exclusively, one for each time; empty where it always goes wrong.</param>
/// <param name="Times">How often, over all processes.</param>
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

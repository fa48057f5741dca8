using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>An option of <c>cluster</c> that takes a number.</summary>
/// <param name="Name">Its name, with the unit.</param>
/// <param name="Description">Its line in the help.</param>
/// <param name="Least">The least that it takes.</param>
/// <param name="Most">The most that it takes.</param>
/// <param name="IsWhole">True where it takes whole numbers only.</param>
internal sealed record WhatIfFigure(string Name, string Description, double Least, double Most, bool IsWhole = false)
{
    // A thousand hours: more is a mistake of the unit.
    private const double MostSeconds = 3.6e6;
    private const double MostMilliseconds = MostSeconds * 1e3;

    /// <summary>The least time of an item and between failures: above 0.</summary>
    private const double Smallest = 1e-6;

    public static WhatIfFigure Hosts { get; } = new("--hosts", "The most hosts; 1000 without it.", 1, 100_000, IsWhole: true);

    public static WhatIfFigure Cores { get; } = new("--cores", "The cores of a host; 4 without it.", 1, 1_024, IsWhole: true);

    public static WhatIfFigure Items { get; } =
        new("--items", "The number of items, alike, with --item-ms; or --costs FILE.", 1, 1_000_000, IsWhole: true);

    public static WhatIfFigure Item { get; } =
        new("--item-ms", "The time of an item on a core of its own, in ms.", Smallest, MostMilliseconds);

    public static WhatIfFigure HandOff { get; } =
        new("--hand-off-us", "The giver's or broker's own time for a message and its answer, in µs; docs/cluster.md.", 0, 1e9);

    public static WhatIfFigure HandOffItem { get; } =
        new("--hand-off-item-us", "The same for each item of a message, beside that of the message.", 0, 1e9);

    public static WhatIfFigure Worker { get; } = new("--worker-us", "A message's time on its core beside its items, in µs.", 0, 1e9);

    public static WhatIfFigure Latency { get; } = new("--latency-ms", "The time on the network, one way, in ms.", 0, 1e6);

    public static WhatIfFigure Prefetch { get; } =
        new("--prefetch", "The messages that a host holds for each core; 1 without it: what runs.", 1, 1_000, IsWhole: true);

    public static WhatIfFigure Batch { get; } = new("--batch", "The items of a message; 1 without it.", 1, 1_000_000, IsWhole: true);

    public static WhatIfFigure Failure { get; } =
        new("--mtbf-hours", "The mean time between failures of a host, in hours; without it, none fails.", Smallest, 1e7);

    public static WhatIfFigure Detection { get; } =
        new("--detection-s", "From a failure until its messages are given to others, in seconds; 10 without it.", 0, MostSeconds);

    public static WhatIfFigure Repair { get; } =
        new("--repair-s", "From a failure until the host is there again, in seconds; 60 without it.", 0, MostSeconds);

    public static WhatIfFigure Stragglers { get; } = new("--stragglers-percent", "The share of slow hosts, in percent.", 0, 100);

    public static WhatIfFigure StragglerFactor { get; } =
        new("--straggler-factor", "The time of a slow host for what takes another 1; 2 without it.", 1, 1_000);

    public static WhatIfFigure Draws { get; } =
        new("--draws", "Simulated runs where hosts fail or are slow, of which the median is shown; 5 without it.", 1, 101, IsWhole: true);

    public static WhatIfFigure Seed { get; } =
        new("--seed", "Decides which hosts fail and are slow; 1 without it.", 0, int.MaxValue, IsWhole: true);

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<WhatIfFigure> All { get; } =
    [
        Hosts,
        Cores,
        Items,
        Item,
        HandOff,
        HandOffItem,
        Worker,
        Latency,
        Prefetch,
        Batch,
        Failure,
        Detection,
        Repair,
        Stragglers,
        StragglerFactor,
        Draws,
        Seed,
    ];

    /// <returns>The number; null where it was not given.</returns>
    /// <exception cref="UsageException">It is no number, or out of range.</exception>
    public double? Read(ImmutableDictionary<string, string> figures)
    {
        if (!figures.TryGetValue(Name, out string? text))
        {
            return null;
        }

        NumberStyles styles = IsWhole ? NumberStyles.None : NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, styles, CultureInfo.InvariantCulture, out double number) && number >= Least && number <= Most
            ? number
            : throw new UsageException(
                $"{Name} takes a {(IsWhole ? "whole " : "")}number from {Show(Least)} to {Show(Most)}, not '{text}'."
            );
    }

    private static string Show(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}

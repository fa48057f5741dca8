using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Core.Simulation;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The checked arguments of <c>cluster --what-if</c>.</summary>
/// <param name="Setup">The cluster with the most hosts.</param>
/// <param name="ItemSeconds">The time of each item.</param>
/// <param name="Work">What the items are, for the reader.</param>
/// <param name="Draws">Simulated runs of one size, where chance decides anything.</param>
/// <param name="Seed">The first one's seed.</param>
internal sealed record WhatIfRequest(ClusterSetup Setup, ImmutableArray<double> ItemSeconds, string Work, int Draws, int Seed)
{
    // More messages held at once than this take too much memory and time.
    private const double MostHeld = 5_000_000;

    /// <exception cref="UsageException">Something is missing or out of range.</exception>
    public static WhatIfRequest From(WhatIfArguments arguments)
    {
        if (arguments.Unknown is [var unknown, ..])
        {
            throw new UsageException($"'{unknown}' is nothing that cluster knows. See cluster --help.");
        }

        if (!arguments.WhatIf)
        {
            throw new UsageException("Say what to do: cluster --what-if simulates a cluster. See cluster --help.");
        }

        double Get(WhatIfFigure figure, double otherwise) => figure.Read(arguments.Figures) ?? otherwise;
        ClusterSetup setup = ReadSetup(Get, arguments.IsSpeculative) with
        {
            HandOffSeconds =
                WhatIfFigure.HandOff.Read(arguments.Figures) / 1e6
                ?? throw new UsageException(
                    "Give --hand-off-us, the giver's own time for a message: docs/cluster.md has what was measured, and 0 is the ideal."
                ),
        };
        if ((double)setup.AllCores * setup.Prefetch > MostHeld)
        {
            throw new UsageException("--hosts times --cores times --prefetch is at most 5000000. Give less of one.");
        }

        (ImmutableArray<double> seconds, string work) = ReadWork(arguments);
        return new WhatIfRequest(setup, seconds, work, (int)Get(WhatIfFigure.Draws, 5), (int)Get(WhatIfFigure.Seed, 1));
    }

    private static ClusterSetup ReadSetup(Func<WhatIfFigure, double, double> get, bool isSpeculative) =>
        new((int)get(WhatIfFigure.Hosts, 1_000), (int)get(WhatIfFigure.Cores, 4))
        {
            HandOffItemSeconds = get(WhatIfFigure.HandOffItem, 0) / 1e6,
            WorkerSeconds = get(WhatIfFigure.Worker, 0) / 1e6,
            LatencySeconds = get(WhatIfFigure.Latency, 0) / 1e3,
            Prefetch = (int)get(WhatIfFigure.Prefetch, 1),
            Batch = (int)get(WhatIfFigure.Batch, 1),
            FailureSeconds = get(WhatIfFigure.Failure, double.PositiveInfinity) * 3_600,
            DetectionSeconds = get(WhatIfFigure.Detection, 10),
            RepairSeconds = get(WhatIfFigure.Repair, 60),
            StragglerShare = get(WhatIfFigure.Stragglers, 0) / 100,
            StragglerFactor = get(WhatIfFigure.StragglerFactor, 2),
            IsSpeculative = isSpeculative,
        };

    private static (ImmutableArray<double> Seconds, string Work) ReadWork(WhatIfArguments arguments)
    {
        double? items = WhatIfFigure.Items.Read(arguments.Figures);
        double? milliseconds = WhatIfFigure.Item.Read(arguments.Figures);
        return (arguments.Costs, items, milliseconds) switch
        {
            ({ } file, null, null) => (
                [.. CostsFile.Read(file).Select(nanoseconds => nanoseconds / 1e9)],
                $"costs from {Path.GetFileName(file)}"
            ),
            (null, { } count, { } each) => ([.. Enumerable.Repeat(each / 1e3, (int)count)], "items alike"),
            (null, null, null) => throw new UsageException("Say what the work is: --items N --item-ms N, or --costs FILE."),
            (null, _, _) => throw new UsageException("Give both --items and --item-ms."),
            _ => throw new UsageException("Give either --costs or --items with --item-ms, not both."),
        };
    }
}

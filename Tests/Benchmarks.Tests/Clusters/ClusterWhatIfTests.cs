using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Core.Simulation;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Tests.Clusters;

public sealed class ClusterWhatIfTests
{
    private static readonly ImmutableArray<double> Items = [.. Enumerable.Repeat(0.01, 10_000)];

    [Theory]
    [InlineData(1, "1")]
    [InlineData(10, "1 10")]
    [InlineData(250, "1 10 100 250")]
    [InlineData(1_000, "1 10 100 1000")]
    public void Sizes_UpToTheMost_ArePowersOfTenAndTheMost(int hosts, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', new ClusterWhatIf(new ClusterSetup(hosts, 2), Items, 1, 1).Sizes));

    // 10,000 items of 10 ms on 2 cores a host; the giver takes 0.5 ms an item, so that it saturates at 10 hosts.
    [Fact]
    public void CreateRows_MoreHostsThanTheGiverServes_NameIt()
    {
        ClusterRow[] rows = [.. new ClusterWhatIf(new ClusterSetup(1_000, 2) { HandOffSeconds = 0.0005 }, Items, 1, 1).CreateRows()];
        Assert.Equal([1, 10, 100, 1_000], rows.Select(row => row.Setup.Hosts));
        Assert.Equal("the giver", rows[^1].Limit!.Value.Name);
        Assert.InRange(rows[^1].Median.Seconds, 5, 5.1);
        Assert.InRange(rows[0].BoundSeconds / rows[0].Median.Seconds, 0.9, 1);
    }

    [Theory]
    [InlineData("the network")]
    [InlineData("failures")]
    [InlineData("slow hosts")]
    [InlineData("the worker's overhead")]
    [InlineData("messages too large or too few")]
    public void CreateRows_OneThingOnly_IsWhatLimits(string name)
    {
        ClusterSetup setup = new(10, 2);
        setup = name switch
        {
            "the network" => setup with { LatencySeconds = 0.01 },
            "failures" => setup with { FailureSeconds = 5, DetectionSeconds = 2, RepairSeconds = 5 },
            "slow hosts" => setup with { StragglerShare = 0.5, StragglerFactor = 10 },
            "the worker's overhead" => setup with { WorkerSeconds = 0.01 },
            _ => setup with { Batch = 3_000 },
        };
        Assert.Equal(name, new ClusterWhatIf(setup, Items, 3, 1).CreateRows().Last().Limit?.Name);
    }

    [Fact]
    public void CreateRows_NothingBesideTheWork_NameNothing()
    {
        ClusterRow row = new ClusterWhatIf(new ClusterSetup(10, 2), Items, 1, 1).CreateRows().Last();
        Assert.Null(row.Limit);
        Assert.Equal(row.BoundSeconds, row.Median.Seconds, 9);
    }

    [Fact]
    public void CreateBlocks_AnyCulture_ReadTheSame()
    {
        string expected = Render();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Render());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Contains("The giver saturates at 10 hosts", expected, StringComparison.Ordinal);
        Assert.Contains("| the giver, ", expected, StringComparison.Ordinal);
        Assert.Contains("fails each 2:00 h", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void From_AllFigures_AreInSeconds()
    {
        ClusterSetup setup = WhatIfRequest.From(Arguments("--mtbf-hours 2 --latency-ms 0.5 --stragglers-percent 5")).Setup;
        Assert.Equal(
            (7_200, 0.0005, 0.05, 0.0005, 1_000, 4, 10, 60),
            (
                setup.FailureSeconds,
                setup.LatencySeconds,
                setup.StragglerShare,
                setup.HandOffSeconds,
                setup.Hosts,
                setup.Cores,
                setup.DetectionSeconds,
                setup.RepairSeconds
            )
        );
    }

    [Theory]
    [InlineData("--batch 1.5")]
    [InlineData("--latency-ms -1")]
    [InlineData("--seed 1e3")]
    [InlineData("--mtbf-hours 0")]
    public void From_FigureOutOfRange_NamesTheOption(string figure) =>
        Assert.Contains(
            figure.Split(' ')[0],
            Assert.Throws<UsageException>(() => WhatIfRequest.From(Arguments(figure))).Message,
            StringComparison.Ordinal
        );

    private static string Render()
    {
        WhatIfRequest request = WhatIfRequest.From(Arguments("--hosts 100 --cores 2 --mtbf-hours 2"));
        ClusterRow[] rows = [.. new ClusterWhatIf(request.Setup, request.ItemSeconds, request.Draws, request.Seed).CreateRows()];
        return MarkdownRenderer.Render("t", ClusterDocument.CreateBlocks(request.Setup, request.ItemSeconds, request.Work, [.. rows]));
    }

    private static WhatIfArguments Arguments(string figures)
    {
        string[] words = [.. figures.Split(' '), .. "--hand-off-us 500 --items 10000 --item-ms 10".Split(' ')];
        return new WhatIfArguments(
            WhatIf: true,
            Costs: null,
            words.Chunk(2).ToImmutableDictionary(pair => pair[0], pair => pair[1]),
            IsSpeculative: false,
            Output: null,
            Unknown: []
        );
    }
}

using ConcurrencyBench.Analysis.Comparing;
using MathNet.Numerics.Statistics;
using Perfolizer.Mathematics.Cpd;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>
/// The worth of change points, from histories with known truth, beside other rules. The table is in docs/methodology.md.
/// </summary>
[Trait("Length", "Long")]
public class HistorySimulationTests(ITestOutputHelper output)
{
    private const int HistoriesOfAShape = 400;

    private static readonly ImmutableArray<HistoryShape> Unchanged =
    [
        HistoryShape.Unchanged,
        HistoryShape.UnchangedWithOutliers,
        HistoryShape.UnchangedWithTwoModes,
    ];

    // Three standard errors of a share of 5 % in the unchanged histories.
    private static readonly double MonteCarlo = 3 * Math.Sqrt(0.05 * 0.95 / (HistoriesOfAShape * Unchanged.Length));

    private static readonly ImmutableArray<SimulatedHistory> Histories =
    [
        .. from shape in Enum.GetValues<HistoryShape>()
        from i in Enumerable.Range(0, HistoriesOfAShape)
        select SimulatedHistory.Create(shape, (100_000 * (int)shape) + i),
    ];

    [Fact(Timeout = TestLimit.Long)]
    public void Find_SimulatedHistories_HasTheBestF1AndFewFalseChanges()
    {
        RuleResult own = Measure(
            "Change points",
            history => ChangeDetector.Find(history, JudgingRules.Default).Select(change => change.Index)
        );
        RuleResult[] others =
        [
            Measure("ED-PELT", FindByEdPelt),
            Measure("ED-PELT with the margin", FindByEdPeltAndMargin),
            Measure("Otava", history => OtavaChanges.Find([.. history.Select(Math.Exp)])),
        ];

        Assert.All(others, other => Assert.InRange(other.F1, 0, own.F1 - 0.02));
        Assert.InRange(own.FalseHistories, 0, 0.05 + MonteCarlo);
    }

    private static IEnumerable<int> FindByEdPelt(ImmutableArray<double> history) =>
        EdPeltChangePointDetector.Instance.GetChangePointIndexes([.. history], ChangeDetector.ShortestLevel).Select(last => last + 1);

    // A level that differs by less than the margin from the last one reported is no change.
    private static IEnumerable<int> FindByEdPeltAndMargin(ImmutableArray<double> history)
    {
        int[] starts = [.. FindByEdPelt(history)];
        double[] levels = [.. ChangeDetector.Cut([.. history], starts).Select(level => level.Median())];
        double reported = levels[0];
        for (int i = 0; i < starts.Length; i++)
        {
            if (Math.Abs(levels[i + 1] - reported) >= Math.Log(1 + JudgingRules.Default.Margin))
            {
                reported = levels[i + 1];
                yield return starts[i];
            }
        }
    }

    private RuleResult Measure(string name, Func<ImmutableArray<double>, IEnumerable<int>> find)
    {
        (SimulatedHistory History, int Found, int Right)[] results =
        [
            .. Histories
                .AsParallel()
                .AsOrdered()
                .Select(history => (History: history, Found: find(history.Logs).ToArray()))
                .Select(result => (result.History, result.Found.Length, result.History.CountRight(result.Found))),
        ];
        int right = results.Sum(result => result.Right);
        double precision = (double)right / results.Sum(result => result.Found);
        double recall = (double)right / results.Sum(result => result.History.Changes.Length);
        (SimulatedHistory History, int Found, int Right)[] unchanged =
        [
            .. results.Where(result => Unchanged.Contains(result.History.Shape)),
        ];
        RuleResult all = new(2 / ((1 / precision) + (1 / recall)), ShareOfFalse(unchanged));
        IEnumerable<string> shapes = results
            .GroupBy(result => result.History.Shape)
            .Select(shape =>
                Unchanged.Contains(shape.Key) ? $"{shape.Key} {ShareOfFalse(shape):P1}" : $"{shape.Key} {ComputeF1(shape):F2}"
            );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: F1 {all.F1:F3}, precision {precision:F2}, recall {recall:F2}, unchanged histories with a change "
                    + $"{all.FalseHistories:P1}; {string.Join(", ", shapes)}"
            )
        );
        return all;
    }

    private static double ShareOfFalse(IEnumerable<(SimulatedHistory History, int Found, int Right)> results) =>
        results.Average(result => result.Found > 0 ? 1.0 : 0);

    private static double ComputeF1(IEnumerable<(SimulatedHistory History, int Found, int Right)> results) =>
        2.0 * results.Sum(result => result.Right) / results.Sum(result => result.Found + result.History.Changes.Length);

    private sealed record RuleResult(double F1, double FalseHistories);
}

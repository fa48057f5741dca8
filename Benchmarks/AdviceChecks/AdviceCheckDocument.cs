using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.AdviceChecks;

/// <summary>The adviser beside what was measured, for people.</summary>
internal static class AdviceCheckDocument
{
    private const double Near = 1.05;
    private const double Acceptable = 1.15;
    private const double SmallError = 0.1;

    /// <returns>The blocks of the report.</returns>
    public static ImmutableArray<Block> CreateBlocks(ImmutableArray<CheckedAdvice> results, MachineOverheads overheads)
    {
        CheckedAdvice[] any = [.. results.Where(result => !result.Advice.Request.NeedsIsolation)];
        CheckedAdvice[] isolated = [.. results.Where(result => result.Advice.Request.NeedsIsolation)];
        CheckedModel[] models = [.. any.SelectMany(result => result.Models)];
        return
        [
            new Heading("Recommended against the fastest"),
            new Paragraph(
                $"{Figures.FormatCount(any.Length, "random workload")} on {Figures.FormatCount(overheads.Cores, "core")} of "
                    + $"{overheads.Machine}, each with every model. {DescribeRatios(any)}"
            ),
            CreateTable(any),
            new Heading("Where a crash of one item must leave the others alone"),
            new Paragraph($"The same workloads, with the models of processes to choose from. {DescribeRatios(isolated)}"),
            CreateTable(isolated),
            new Paragraph(
                $"A time is the lower quartile of runs in turns. {Figures.FormatCount(models.Count(model => model.IsQuiet))} of "
                    + $"{Figures.FormatCount(models.Length)} are of runs that no other program disturbed; the others are of all runs."
            ),
            new Heading("Predicted against measured"),
            new Paragraph(
                $"Of {Figures.FormatCount(models.Length, "time")}, {Figures.FormatPercent(ShareWithin(models))} were predicted within "
                    + $"{Figures.FormatPercent(SmallError)}."
            ),
            CreateModelTable(models),
        ];
    }

    private static string DescribeRatios(CheckedAdvice[] results) =>
        $"The recommended model took at most {Figures.FormatSpeedup(Math.Log(Near))} the time of the fastest in "
        + $"{Figures.FormatCount(results.Count(result => result.Ratio <= Near))}, at most "
        + $"{Figures.FormatSpeedup(Math.Log(Acceptable))} in {Figures.FormatCount(results.Count(result => result.Ratio <= Acceptable))}.";

    private static double ShareWithin(IEnumerable<CheckedModel> models) =>
        models.Average(model => Math.Abs(model.Error) <= SmallError ? 1.0 : 0);

    private static Grid CreateTable(IEnumerable<CheckedAdvice> results) =>
        Grid.Create(
            results,
            new Column<CheckedAdvice>("Shape", result => result.Work.Shape),
            new Column<CheckedAdvice>("Items", result => Figures.FormatCount(result.Work.Workload.Numbers.Length), IsNumber: true),
            new Column<CheckedAdvice>("Can be cut", result => result.Work.CanBeCut ? "yes" : "no"),
            new Column<CheckedAdvice>("One core", result => Figures.FormatTime(result.Advice.SequentialNanoseconds), IsNumber: true),
            new Column<CheckedAdvice>("Recommended", result => result.Advice.Recommended.Spec.Id),
            new Column<CheckedAdvice>("Fastest", result => result.Best.Predicted.Spec.Id),
            new Column<CheckedAdvice>("Fastest took", result => Figures.FormatTime(result.Best.MeasuredNanoseconds), IsNumber: true),
            new Column<CheckedAdvice>("Recommended ÷ fastest", result => Figures.FormatRatio(Math.Log(result.Ratio)), IsNumber: true),
            new Column<CheckedAdvice>("Within 10 %", result => Figures.FormatPercent(ShareWithin(result.Models)), IsNumber: true)
        );

    private static Grid CreateModelTable(CheckedModel[] models) =>
        Grid.Create(
            models.GroupBy(model => model.Predicted.Spec.Id),
            new Column<IGrouping<string, CheckedModel>>("Model", group => group.Key),
            new Column<IGrouping<string, CheckedModel>>("Workloads", group => Figures.FormatCount(group.Count()), IsNumber: true),
            new Column<IGrouping<string, CheckedModel>>("Within 10 %", group => Figures.FormatPercent(ShareWithin(group)), IsNumber: true),
            new Column<IGrouping<string, CheckedModel>>(
                "Most too low",
                group => FormatSigned(group.Min(model => model.Error)),
                IsNumber: true
            ),
            new Column<IGrouping<string, CheckedModel>>(
                "Most too high",
                group => FormatSigned(group.Max(model => model.Error)),
                IsNumber: true
            )
        );

    private static string FormatSigned(double error) => Figures.FormatSigned(error, Figures.FormatPercent);
}

using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The answer for people, on the console and as Markdown.</summary>
internal static class AdviceDocument
{
    /// <returns>The blocks of the answer.</returns>
    public static ImmutableArray<Block> CreateBlocks(Advice advice) =>
        [
            new Heading("The work"),
            new Paragraph(DescribeWork(advice)),
            new Heading($"Take {advice.Recommended.Spec.Id}: {advice.Recommended.Spec.Summary}"),
            new Bullets([.. AdviceReasons.Create(advice)]),
            new Heading($"Every model, predicted for {Figures.FormatCount(advice.Request.Cores, "core")}"),
            CreateTable(advice),
            new Paragraph(
                $"Predicted from the costs of the items, the schedule of each model, and its overhead on {advice.Overheads.Machine} "
                    + $"({advice.Overheads.Source}). Resident pools run already; docs/advise.md says how well this holds."
            ),
            .. CreateCode(advice.Recommended.Spec),
            new Heading("What this cannot know"),
            new Bullets([.. AdviceLimits.Create(advice)]),
        ];

    private static string DescribeWork(Advice advice)
    {
        Work work = advice.Request.Work;
        double total = work.TotalNanoseconds;
        double[] sorted = [.. work.ItemNanoseconds.Order()];
        string shape =
            sorted.Length == 1
                ? $"One item of {Figures.FormatTime(total)}"
                : $"{Figures.FormatCount(sorted.Length)} items, {Figures.FormatTime(total)} one after the other: the largest "
                    + $"{Figures.FormatTime(sorted[^1])} ({Figures.FormatPercent(sorted[^1] / total)} of all), half of them up to "
                    + $"{Figures.FormatTime(sorted[(sorted.Length - 1) / 2])}";
        return $"{shape}; {work.Source}.";
    }

    private static Grid CreateTable(Advice advice) =>
        Grid.Create(
            advice.Models,
            new Column<PredictedModel>("Model", model => new Cell(model.Spec.Id, ChooseTone(advice, model))),
            new Column<PredictedModel>("Predicted", model => FormatTime(model.Nanoseconds), IsNumber: true),
            new Column<PredictedModel>("Speed-up", model => FormatSpeedup(advice, model), IsNumber: true),
            new Column<PredictedModel>("", model => Remark(advice, model))
        );

    private static Tone ChooseTone(Advice advice, PredictedModel model) => model == advice.Recommended ? Tone.Good : Tone.Neutral;

    private static string FormatTime(double? nanoseconds) => nanoseconds is { } time ? Figures.FormatTime(time) : Figures.None;

    private static string FormatSpeedup(Advice advice, PredictedModel model) =>
        model.Nanoseconds is { } time ? Figures.FormatSpeedup(Math.Log(advice.SequentialNanoseconds / time)) : Figures.None;

    private static string Remark(Advice advice, PredictedModel model) =>
        model == advice.Recommended ? "recommended"
        : model.WhyNot is { } reason ? $"not here: {reason}"
        : model.Nanoseconds is null ? "not measured on this machine"
        : model == advice.RunnerUp ? "runner-up"
        : "";

    private static IEnumerable<Block> CreateCode(ModelSpec spec) =>
        SnippetCatalog.Find(spec) is { } code
            ? [new Heading(spec.SplitsNumbers ? "Code; its items are the parts" : "Code"), new CodeSnippet(code)]
            : [];
}

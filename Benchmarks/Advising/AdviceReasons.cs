using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Says why a model is recommended, and what would gain more.</summary>
internal static class AdviceReasons
{
    // From here on the overhead of a model is worth a sentence.
    private const double MuchOverhead = 0.03;

    /// <returns>One sentence or two each.</returns>
    public static IEnumerable<string> Create(Advice advice)
    {
        yield return Explain(advice);
        yield return CompareWithRunnerUp(advice);
        yield return CompareWithIdeal(advice);
        if (advice.Longest is { } longest)
        {
            yield return $"If the order is free, give the longest items out first: {longest.Spec.Id} then takes "
                + $"{Describe(advice, longest)}.";
        }

        if (advice.Cut is { } cut)
        {
            yield return DescribeCut(advice, cut);
        }

        if (advice.Chunks is { } chunks)
        {
            yield return $"Items this small pay for their hand-over: {chunks.Spec.Id} on chunks of {chunks.Size} consecutive items "
                + $"takes {Describe(advice, chunks)}.";
        }
    }

    private static string Explain(Advice advice)
    {
        double time = advice.Recommended.Nanoseconds!.Value;
        double speedup = advice.SequentialNanoseconds / time;
        string gain = $"It takes {Figures.FormatTime(time)}, {Figures.FormatSpeedup(Math.Log(speedup))} of one core";
        return advice.Recommended.Spec switch
        {
            { Schedule: Schedule.Sequential } => $"{gain}: starting anything else takes longer than it saves.",
            { UsesProcesses: true } => $"{gain}: the processes that keep items apart run already, and each idle one gets the next items.",
            { SplitsNumbers: true } => $"{gain}: items cut into parts keep every core busy to the end, whatever the largest item is.",
            { Schedule: Schedule.FairShare } =>
                $"{gain}: every item starts at once, so that none waits behind others. The cores are shared by the system.",
            { TakesStream: true } when advice.Request.IsStream => $"{gain} when items queue up: it takes them as they come.",
            { Schedule: Schedule.ContiguousStatic } => $"{gain}: the slices are alike, and nothing is handed over.",
            _ => $"{gain}: each idle worker takes the next items, and little is left at the end.",
        };
    }

    private static string CompareWithRunnerUp(Advice advice)
    {
        if (advice.RunnerUp is not { } second)
        {
            return "Nothing else in the suite can do it.";
        }

        double ratio = second.Nanoseconds!.Value / advice.Recommended.Nanoseconds!.Value;
        string distance =
            Math.Abs(ratio - 1) <= Adviser.Tie
                ? $"as fast within what can be predicted{CompareCode(advice.Recommended.Spec, second.Spec)}"
                : Figures.FormatChange(Math.Log(ratio));
        return $"Runner-up: {second.Spec.Id}, {Figures.FormatTime(second.Nanoseconds.Value)}, {distance}.";
    }

    private static string CompareCode(ModelSpec recommended, ModelSpec second) =>
        (SnippetCatalog.CountLines(recommended), SnippetCatalog.CountLines(second)) switch
        {
            ({ } few, { } many) when few < many => $", with {many} lines of code instead of {few}",
            _ => "",
        };

    private static string CompareWithIdeal(Advice advice)
    {
        double time = advice.Recommended.Nanoseconds!.Value;
        double share = advice.IdealNanoseconds / time;
        bool isLimited = !advice.Request.Work.CanBeCut && advice.Request.Work.LargestNanoseconds >= advice.IdealNanoseconds;
        string limit = isLimited ? "the largest item alone takes that long" : "every core is busy to the end";
        string reached = share > 1 - MuchOverhead ? "this is it" : $"this reaches {Figures.FormatPercent(share)} of it";
        return $"The best that any schedule can do with these items is {Figures.FormatTime(advice.IdealNanoseconds)} ({limit}); {reached}.";
    }

    private static string DescribeCut(Advice advice, ItemChange cut)
    {
        string size = $"{Figures.FormatCount(cut.Size, "part")} for each worker, {Figures.FormatCount(cut.Items)} in all";
        return advice.Request.Work.CanBeCut
            ? $"The cut that pays: {size}. Fewer leave cores idle at the end; more gain less than 1 %."
            : $"If items can be cut into parts, {cut.Spec.Id} takes {Describe(advice, cut)}, with {size}. Say so with --can-cut.";
    }

    private static string Describe(Advice advice, ItemChange change) =>
        $"{Figures.FormatTime(change.Nanoseconds)}, "
        + Figures.FormatChange(Math.Log(change.Nanoseconds / advice.Recommended.Nanoseconds!.Value));
}

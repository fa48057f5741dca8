using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Says what a prediction cannot know of this work, and asks for it.</summary>
internal static class AdviceLimits
{
    // Less processor time than this: items wait. More than one core: they are parallel themselves.
    private const double BusyAtLeast = 0.9;
    private const double BusyAtMost = 1.2;

    // Items that take this much longer beside others share more than the cores.
    private const double SharedFrom = 1.05;

    /// <returns>One sentence or more each.</returns>
    public static IEnumerable<string> Create(Advice advice)
    {
        Work work = advice.Request.Work;
        yield return DescribeSharing(work);
        foreach (string line in DescribeBusyShare(work.BusyShare))
        {
            yield return line;
        }

        if (advice.Request.Cores != advice.Overheads.Cores)
        {
            yield return $"The overheads were measured with {Figures.FormatCount(advice.Overheads.Cores, "core")}: with "
                + $"{Figures.FormatCount(advice.Request.Cores)} more workers compete for the next item than was seen.";
        }

        if (advice.Request.IsStream)
        {
            yield return "The times hold when items queue up. When they come more slowly than they are done, every model waits, and "
                + "the time of one item from its arrival is its own cost and the hand-over.";
        }

        if (advice.Recommended.Spec.UsesProcesses)
        {
            yield return "The bytes that go to a process and back are not counted, nor is its start: HandoffBenchmarks and "
                + "StartupBenchmarks measure both.";
        }
    }

    private static string DescribeSharing(Work work) =>
        work.SharingFactor switch
        {
            >= SharedFrom => $"Beside copies of itself an item took {Figures.FormatSpeedup(Math.Log(work.SharingFactor))} as long, because "
                + "memory, caches or the clock are shared. The predictions contain that; processes share them in the same way.",
            > 1 => "Copies of the program did not slow one another down, so memory is not what limits it.",
            _ => "Do items read more memory than the caches hold? Then cores wait for it together, and no model gains what stands here. "
                + "--measure finds out, by running copies at once.",
        };

    private static IEnumerable<string> DescribeBusyShare(double? busyShare) =>
        busyShare switch
        {
            < BusyAtLeast and var share =>
            [
                $"The program used a core for {Figures.FormatPercent(share)} of the time: its items wait for something (disk, network, a "
                    + "lock, or a child process). More workers than cores, or async code, then gain more than any model here.",
            ],
            > BusyAtMost and var share =>
            [
                $"The program used {Figures.FormatNumber(share)} cores for one item at a time: they are parallel themselves, and models on "
                    + "top of that share the same cores. Measure it with one thread, such as DOTNET_PROCESSOR_COUNT=1.",
            ],
            not null => [],
            null =>
            [
                "Do items wait (disk, network, a lock)? Then more workers than cores, or async code, gain more than any model here.",
                "Are items parallel themselves? Then they share the same cores with every model here: give them one thread each.",
            ],
        };
}

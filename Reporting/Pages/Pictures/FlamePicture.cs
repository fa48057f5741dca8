using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>The stacks of a profiled benchmark, both sides in one flame graph.</summary>
/// <remarks>After B. Gregg's differential flame graphs; a width is the mean of both sides, so that what one side has not is seen.</remarks>
internal static class FlamePicture
{
    // Narrower boxes cannot be seen: 0.3 % of the width is 2.5 pixels.
    private const double Narrowest = 0.003;

    // A hundredth of the operation, as the explanation: smaller differences are noise of the sampler.
    private const double SmallestChange = 0.01;
    private const int MostLevels = 40;

    /// <param name="profiles">Of one benchmark.</param>
    /// <param name="name">The benchmark's short name.</param>
    /// <param name="id">See <see cref="Picture"/>.</param>
    public static Picture Draw(ImmutableArray<ProfileLine> profiles, string name, string id)
    {
        StackTree root = StackTree.FromProfiles(profiles);
        (StackTree Node, double Start, int Level)[] all = [.. Place(root, 0, 0, root.MeanNanoseconds)];
        FlameChart chart = new(
            id,
            $"Flame graph of the difference: {name}",
            $"{Figures.FormatCount(all.Length, "stack")} of both sides; the table has each with its times.",
            [.. all.Select(placed => CreateBox(placed.Node, placed.Start, placed.Level, root, name))]
        );
        return new Picture(
            id,
            chart.Title,
            "Below a method stands what it calls. A width is the time of an operation, the mean of both sides; a difference of less than "
                + "1 % of the operation is not marked. "
                + "The sampler stops threads where the runtime can: a leaf's time can count for its caller.",
            chart.Draw(),
            CreateValues(all, name)
        );
    }

    // What is too narrow to be seen is left out with all that it calls.
    private static IEnumerable<(StackTree Node, double Start, int Level)> Place(StackTree node, double start, int level, double whole)
    {
        yield return (node, start, level);
        double at = start;
        foreach (StackTree callee in node.Callees.Where(callee => level < MostLevels && callee.MeanNanoseconds >= Narrowest * whole))
        {
            foreach ((StackTree, double, int) placed in Place(callee, at, level + 1, whole))
            {
                yield return placed;
            }

            at += callee.MeanNanoseconds / whole;
        }
    }

    private static FlameBox CreateBox(StackTree node, double start, int level, StackTree root, string name) =>
        new(
            Label(node, root, name),
            start,
            node.MeanNanoseconds / root.MeanNanoseconds,
            level,
            FindChange(node, root),
            PictureRules.FormatHover(
                NameMethod(node, name),
                $"{Figures.FormatTime(node.BaselineNanoseconds)} → {Figures.FormatTime(node.CandidateNanoseconds)} of an operation"
            )
        );

    private static FlameChange FindChange(StackTree node, StackTree root) =>
        Math.Abs(node.Difference) < SmallestChange * root.BaselineNanoseconds ? FlameChange.Same
        : node.Difference > 0 ? FlameChange.More
        : FlameChange.Less;

    private static string NameMethod(StackTree node, string name) => node.Method.Length == 0 ? $"operation of {name}" : node.Method;

    private static string FormatDifference(StackTree node) => Figures.FormatSigned(node.Difference, Figures.FormatTime);

    // What is not marked as a change has its room for its name.
    private static string Label(StackTree node, StackTree root, string name) =>
        FindChange(node, root) == FlameChange.Same ? NameMethod(node, name) : $"{FormatDifference(node)}  {NameMethod(node, name)}";

    private static Grid CreateValues((StackTree Node, double Start, int Level)[] all, string name) =>
        Grid.Create(
            all,
            new("Method", placed => NameMethod(placed.Node, name)),
            new("Level", placed => Figures.FormatCount(placed.Level), true),
            new("Baseline", placed => Figures.FormatTime(placed.Node.BaselineNanoseconds), true),
            new("Candidate", placed => Figures.FormatTime(placed.Node.CandidateNanoseconds), true),
            new("Difference", placed => FormatDifference(placed.Node), true) { Size = placed => placed.Node.Difference, IsChange = true }
        );
}

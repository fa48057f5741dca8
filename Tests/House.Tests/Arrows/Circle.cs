namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>Groups that use one another in a circle.</summary>
/// <param name="Arrows">Each arrow begins where the one before it ends; the last ends where the first begins.</param>
internal sealed record Circle(ImmutableArray<GroupArrow> Arrows)
{
    /// <summary>The groups of the circle, for example <c>A -> B -> A</c>.</summary>
    public string Path => string.Join(" -> ", Arrows.Select(arrow => arrow.From).Append(Arrows[0].From).Select(GroupArrow.Show));

    /// <summary>Finds circles so that each arrow that is part of any circle is part of one that is found.</summary>
    /// <returns>For each such arrow a shortest circle; each circle once.</returns>
    public static ImmutableArray<Circle> Find(ImmutableArray<GroupArrow> arrows)
    {
        ILookup<string, GroupArrow> next = arrows.ToLookup(arrow => arrow.From);
        return
        [
            .. arrows
                .Select(arrow => FindShortest(next, arrow))
                .OfType<Circle>()
                .DistinctBy(circle => circle.Path)
                .OrderBy(circle => circle.Arrows.Length)
                .ThenBy(circle => circle.Path, StringComparer.Ordinal),
        ];
    }

    public override string ToString() => string.Join("\n    ", Arrows.Select(arrow => arrow.ToString()).Prepend(Path));

    // Breadth first: the first way back to the beginning is a shortest one.
    private static Circle? FindShortest(ILookup<string, GroupArrow> next, GroupArrow first)
    {
        Queue<ImmutableArray<GroupArrow>> ways = new([
            [first],
        ]);
        HashSet<string> seen = [];
        while (ways.TryDequeue(out ImmutableArray<GroupArrow> way))
        {
            if (way[^1].To == first.From)
            {
                return Rotate(way);
            }

            foreach (GroupArrow arrow in next[way[^1].To].Where(arrow => seen.Add(arrow.To)))
            {
                ways.Enqueue(way.Add(arrow));
            }
        }

        return null;
    }

    // One circle is found from each of its arrows, so all of these have to look the same.
    private static Circle Rotate(ImmutableArray<GroupArrow> way)
    {
        int start = way.IndexOf(way.MinBy(arrow => arrow.From, StringComparer.Ordinal)!);
        return new([.. way[start..], .. way[..start]]);
    }
}

namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>One group of types uses another: a project or a folder.</summary>
/// <param name="From">The group that uses the other.</param>
/// <param name="To">The group that is used.</param>
/// <param name="Types">The arrows between types that make this one, sorted.</param>
internal sealed record GroupArrow(string From, string To, ImmutableArray<TypeArrow> Types)
{
    private const int ShownTypes = 5;

    /// <summary>Joins the arrows between types to arrows between their groups.</summary>
    /// <param name="arrows">The arrows between types.</param>
    /// <param name="findGroup">The group of a type; null leaves its arrows out.</param>
    /// <returns>The arrows between different groups, sorted.</returns>
    public static ImmutableArray<GroupArrow> Join(IEnumerable<TypeArrow> arrows, Func<TypeName, string?> findGroup) =>
        [
            .. arrows
                .GroupBy(arrow => (From: findGroup(arrow.From), To: findGroup(arrow.To)))
                .Where(group => group.Key is { From: not null, To: not null } && group.Key.From != group.Key.To)
                .Select(group => new GroupArrow(
                    group.Key.From!,
                    group.Key.To!,
                    [.. group.OrderBy(arrow => arrow.ToString(), StringComparer.Ordinal)]
                ))
                .OrderBy(arrow => arrow.From, StringComparer.Ordinal)
                .ThenBy(arrow => arrow.To, StringComparer.Ordinal),
        ];

    public override string ToString()
    {
        string more = Types.Length > ShownTypes ? $" and {Types.Length - ShownTypes} more" : "";
        return $"{Show(From)} -> {Show(To)}: {string.Join(", ", Types.Take(ShownTypes))}{more}";
    }

    /// <summary>The name of a group in messages.</summary>
    public static string Show(string group) => group.Length == 0 ? "(root)" : group;
}

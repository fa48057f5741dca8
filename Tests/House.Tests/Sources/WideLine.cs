using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>A line that is wider than the limit.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Columns">How wide it is.</param>
internal sealed record WideLine(Place Place, int Columns)
{
    /// <summary>The limit, in columns. The formatter keeps it for code; it does not break comments and strings.</summary>
    public const int Limit = 140;

    /// <summary>Finds the lines over the limit.</summary>
    public static IEnumerable<WideLine> Find(SourceFile file) =>
        file
            .Lines.Index()
            .Where(line => line.Item.Length > Limit)
            .Select(line => new WideLine(new(file.Path, line.Index + 1), line.Item.Length));

    public override string ToString() => $"{Place}: {Columns} columns";
}

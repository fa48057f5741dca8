namespace ConcurrencyBench.Reporting.Documents;

/// <summary>How much of its column's range a figure takes.</summary>
/// <param name="Value">0 to 1, or −1 to 1 for a change.</param>
/// <param name="IsChange">True where it is a change, whose bar begins in the middle.</param>
internal readonly record struct CellShare(double Value, bool IsChange);

/// <summary>The range of a column's figures.</summary>
/// <param name="Least">The smallest positive one.</param>
/// <param name="Most">The largest one; of changes, without their sign.</param>
/// <param name="IsChange">True where the figures are ln of ratios.</param>
internal sealed record ColumnRange(double Least, double Most, bool IsChange)
{
    // As the pictures: beyond this ratio of the largest to the smallest, equal lengths hide the small ones.
    private const double LargestLinearRatio = 20;

    // The smallest of a logarithmic range is still seen.
    private const double ShortestShare = 0.05;

    // Changes that are all small fill no column.
    private static readonly double SmallestRange = Math.Log(1.05);

    public static ColumnRange Create(IEnumerable<double?> sizes, bool isChange)
    {
        double[] known =
        [
            .. sizes
                .OfType<double>()
                .Where(size => double.IsFinite(size) && (isChange || size > 0))
                .Select(size => isChange ? Math.Abs(size) : size),
        ];
        return known is [] ? new(0, 0, isChange)
            : isChange ? new(0, Math.Max(known.Max(), SmallestRange), isChange)
            : new(known.Min(), known.Max(), isChange);
    }

    public CellShare? ComputeShare(double? size) =>
        size is not { } known || !double.IsFinite(known) || Most == 0 ? null
        : IsChange ? new CellShare(known / Most, IsChange)
        : known <= 0 ? null
        : new CellShare(Most / Least > LargestLinearRatio ? ComputeLogarithmic(known) : known / Most, IsChange);

    private double ComputeLogarithmic(double size) =>
        ShortestShare + ((1 - ShortestShare) * Math.Log(size / Least) / Math.Log(Most / Least));
}

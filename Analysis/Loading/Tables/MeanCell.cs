namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>The mean of a row, or its median.</summary>
/// <param name="Nanoseconds">Per operation; null where the benchmark failed, or where the cell is damaged.</param>
/// <param name="RoundedToNanoseconds">See <see cref="Launch.RoundedToNanoseconds"/>.</param>
/// <param name="RelativeStandardError">See <see cref="Launch.RelativeStandardError"/>.</param>
/// <param name="Damage">A clause that says what is wrong with the cell; null where nothing is.</param>
internal sealed record MeanCell(double? Nanoseconds, double RoundedToNanoseconds, double RelativeStandardError, string? Damage)
{
    // Half of a 99.9 % interval is Student's quantile times the standard error. The quantile is never less than the normal one,
    // whatever the number of iterations, which a table does not say.
    private const double LeastQuantile = 3.2905;

    // The variance of what is rounded to a whole number (Sheppard's correction).
    private const double RoundingVariance = 1.0 / 12;

    private static readonly HashSet<string> None = new(StringComparer.OrdinalIgnoreCase) { "", "-", "?", "NA", "N/A", "NaN" };

    public static MeanCell Read(SourceRow row, TableColumns columns, NumberFormat format)
    {
        string cell = row.Cells[columns.Mean.Index];
        if (None.Contains(cell))
        {
            return new MeanCell(null, 0, 0, null);
        }

        return ToNanoseconds(row, columns.Mean, format) is not { } mean ? Damaged(Explain(cell, format))
            : mean.Value < 0 ? Damaged($"its time is '{cell}', and times are 0 or more")
            : new MeanCell(
                mean.Value,
                mean.Step,
                FindRelativeError(mean, columns.IsMedian ? null : ToNanoseconds(row, columns.Error, format)),
                null
            );
    }

    private static MeanCell Damaged(string damage) => new(null, 0, 0, damage);

    private static string Explain(string cell, NumberFormat format) =>
        format.IsAmbiguous(cell) ? $"its time '{cell}' has a separator of decimals or of thousands, and no other number says which"
        : format.Parse(cell) is null ? $"its time is '{cell}', which is no number"
        : $"its time '{cell}' has no unit of time";

    private static (double Value, double Step)? ToNanoseconds(SourceRow row, FigureColumn? column, NumberFormat format) =>
        column is not null
        && format.Parse(row.Cells[column.Index]) is { } number
        && CellUnits.ToNanoseconds(number.Unit.Length > 0 ? number.Unit : column.Unit) is { } factor
            ? (number.Value * factor, number.Step * factor)
            : null;

    private static double FindRelativeError((double Value, double Step) mean, (double Value, double Step)? error) =>
        error is { } half && mean.Value > 0
            ? Math.Sqrt(Square((half.Value + half.Step) / LeastQuantile) + (Square(mean.Step) * RoundingVariance)) / mean.Value
            : 0;

    private static double Square(double value) => value * value;
}

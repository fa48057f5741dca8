namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>What the Markdown and CSV files of a run do not say.</summary>
internal static class TableNotes
{
    /// <summary>One sentence each; none where there is nothing to say.</summary>
    public static IEnumerable<string> Describe(ImmutableArray<ReportFile> files)
    {
        if (files.All(file => !file.Machine.IsKnown))
        {
            yield return $"The machine, .NET and BenchmarkDotNet's version are not in {files[0].Path}: "
                + "it is taken for a run of the machine that it is compared with.";
        }

        Benchmark[] all = [.. files.SelectMany(file => file.Benchmarks).Select(filed => filed.Benchmark)];
        int means = all.Count(benchmark => benchmark is { Kind: MeasurementKind.Mean, IsFailed: false });
        if (means > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{means} benchmarks are rows of a table: one rounded mean (or median) of all launches, without outliers, so a file counts "
                    + $"as one launch. Allocations are rounded too. Export JSON, or measurements with CsvMeasurementsExporter."
            );
        }

        Benchmark[] untyped = [.. all.Where(benchmark => benchmark.TableName?.Type is "")];
        if (untyped is [var first, ..])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{untyped.Length} benchmarks of a table have no class, such as '{first.Key}': they are matched by method and parameters."
            );
        }
    }
}

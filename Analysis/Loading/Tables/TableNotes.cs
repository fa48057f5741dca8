namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>What the Markdown and CSV files of a run do not say.</summary>
internal static class TableNotes
{
    /// <summary>One sentence each; none where there is nothing to say.</summary>
    public static IEnumerable<string> Describe(ImmutableArray<ReportFile> files)
    {
        if (files.All(file => !file.Machine.IsKnown))
        {
            yield return $"{files[0].Path} does not say which machine, .NET and BenchmarkDotNet ran it: "
                + "it is taken for a run of the machine that it is compared with.";
        }

        Benchmark[] untyped =
        [
            .. files
                .SelectMany(file => file.Benchmarks)
                .Select(filed => filed.Benchmark)
                .Where(benchmark => benchmark.TableName?.Type is ""),
        ];
        if (untyped is [var first, ..])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{untyped.Length} benchmarks of a table have no class, such as '{first.Key}': they are matched by method and parameters."
            );
        }
    }
}

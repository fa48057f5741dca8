namespace ConcurrencyBench.Analysis.Loading;

/// <summary>
/// Finds the runs among the files of a path without a <c>host.json</c>: BenchmarkDotNet can be told not to overwrite what it
/// wrote before, and reports of several days may be gathered in one folder.
/// </summary>
internal static class RunSplitter
{
    /// <param name="files">In any order.</param>
    /// <param name="splitsUndated">
    /// True where files that measured the same benchmark are separate runs even if one of them has no start time. Otherwise they stay
    /// together, which <see cref="FileMerger"/> refuses.
    /// </param>
    /// <returns>Oldest first; files of one run are in the order of their paths.</returns>
    public static ImmutableArray<ImmutableArray<ReportFile>> Split(ImmutableArray<ReportFile> files, bool splitsUndated)
    {
        List<List<Batch>> runs = [];
        foreach (Batch batch in InOrder(files.GroupBy(StartOrPath).Select(batch => new Batch([.. batch]))))
        {
            if (runs is not [.., var last] || last.Exists(before => batch.Repeats(before, splitsUndated)))
            {
                runs.Add(last = []);
            }

            last.Add(batch);
        }

        return
        [
            .. runs.Select(run =>
                run.SelectMany(batch => batch.Files).OrderBy(file => file.Path, NaturalOrder.Instance).ToImmutableArray()
            ),
        ];
    }

    private static object StartOrPath(ReportFile file) => file.Environment.StartedUtc is { } start ? start : file.Path;

    // Batches are ordered by start where all have one, otherwise by path.
    private static IEnumerable<Batch> InOrder(IEnumerable<Batch> batches) =>
        batches.All(batch => batch.Start is not null)
            ? batches.OrderBy(batch => batch.Start)
            : batches.OrderBy(batch => batch.Files[0].Path, NaturalOrder.Instance);

    /// <summary>
    /// Files with the same start, such as the full and the brief one of a class; a file without a start is a batch of its own.
    /// </summary>
    private sealed class Batch(ImmutableArray<ReportFile> files)
    {
        private readonly Dictionary<BenchmarkKey, FiledBenchmark> _benchmarks = files
            .SelectMany(file => file.Benchmarks)
            .GroupBy(benchmark => benchmark.Benchmark.Key)
            .ToDictionary(copies => copies.Key, copies => copies.MinBy(copy => copy.Benchmark.Kind)!);

        public ImmutableArray<ReportFile> Files { get; } = files;

        public DateTimeOffset? Start => Files[0].Environment.StartedUtc;

        /// <summary>True where this batch measured a benchmark of an earlier batch again. No launch of one run does that.</summary>
        public bool Repeats(Batch before, bool splitsUndated) =>
            _benchmarks.Any(own =>
                before._benchmarks.TryGetValue(own.Key, out FiledBenchmark? other)
                && (own.Value.IsNumbered || other.IsNumbered)
                && (
                    Start is not null && before.Start is not null
                        ? Start != before.Start
                        : splitsUndated && !FileMerger.AreOfOneRun(other, own.Value)
                )
            );
    }
}

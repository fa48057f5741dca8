namespace ConcurrencyBench.Analysis.Loading;

/// <summary>
/// Finds the runs among the files of a path without a <c>host.json</c>: BenchmarkDotNet can be told not to overwrite what it
/// wrote before, and reports of several days may be gathered in one folder.
/// </summary>
internal static class RunSplitter
{
    /// <param name="files">In any order.</param>
    /// <param name="splitsUndated">
    /// Whether files that measured the same, and of which one does not say when it started, are runs of their own. Otherwise
    /// they stay together, which <see cref="FileMerger"/> refuses.
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

    // By start where all say it, else by path.
    private static IEnumerable<Batch> InOrder(IEnumerable<Batch> batches) =>
        batches.All(batch => batch.Start is not null)
            ? batches.OrderBy(batch => batch.Start)
            : batches.OrderBy(batch => batch.Files[0].Path, NaturalOrder.Instance);

    /// <summary>Files that say the same start, such as the full and the brief one of a class; one that says none is alone.</summary>
    private sealed class Batch(ImmutableArray<ReportFile> files)
    {
        private readonly Dictionary<BenchmarkKey, FiledBenchmark> _benchmarks = files
            .SelectMany(file => file.Benchmarks)
            .GroupBy(benchmark => benchmark.Benchmark.Key)
            .ToDictionary(copies => copies.Key, copies => copies.MinBy(copy => copy.Benchmark.Kind)!);

        public ImmutableArray<ReportFile> Files { get; } = files;

        public DateTimeOffset? Start => Files[0].Environment.StartedUtc;

        /// <summary>Whether this measured a benchmark of an earlier batch again, which no launch of one run does.</summary>
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

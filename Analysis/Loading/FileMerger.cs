namespace ConcurrencyBench.Analysis.Loading;

/// <summary>Makes one list of benchmarks of the files of one run.</summary>
internal static class FileMerger
{
    /// <param name="files">Of one machine.</param>
    /// <param name="takesEveryFile">True where the launches of different files are different, whatever their numbers are.</param>
    /// <returns>Sorted by key, no key twice.</returns>
    /// <exception cref="ReportFormatException">Two files contradict each other.</exception>
    public static ImmutableArray<Benchmark> Merge(ImmutableArray<ReportFile> files, bool takesEveryFile) =>
        [
            .. files
                .SelectMany(file => file.Benchmarks)
                .GroupBy(benchmark => benchmark.Benchmark.Key)
                .OrderBy(group => group.Key)
                .Select(group => Merge([.. group], takesEveryFile)),
        ];

    private static Benchmark Merge(ImmutableArray<FiledBenchmark> copies, bool takesEveryFile)
    {
        // The fullest copy comes first, so that the full file of a run is kept, not its compressed or brief one.
        List<FiledBenchmark> different = [];
        foreach (FiledBenchmark copy in copies.Where(copy => !copy.Benchmark.IsFailed).OrderBy(copy => copy.Benchmark.Kind))
        {
            if (!different.Any(kept => AreOfOneRun(kept, copy)))
            {
                different.Add(copy);
            }
        }

        if (different is [] or [_])
        {
            return (different is [var only] ? only : copies[0]).Benchmark;
        }

        RequireLaunchesApart(different, takesEveryFile);
        FiledBenchmark[] inOrder =
        [
            .. different.OrderBy(copy => copy.Path, StringComparer.Ordinal).ThenBy(copy => copy.LaunchIndices.FirstOrDefault()),
        ];
        return inOrder[0].Benchmark with { Launches = [.. inOrder.SelectMany(copy => copy.Benchmark.Launches)] };
    }

    /// <summary>
    /// True where two copies are one measurement: BenchmarkDotNet writes the same values into the full, compressed and brief file of a
    /// run.
    /// </summary>
    public static bool AreOfOneRun(FiledBenchmark one, FiledBenchmark other) =>
        one.ProcessedValues.AsSpan().SequenceEqual(other.ProcessedValues.AsSpan())
        && (one.Benchmark.Kind != other.Benchmark.Kind || HaveSameLaunches(one.Benchmark, other.Benchmark));

    private static bool HaveSameLaunches(Benchmark one, Benchmark other) =>
        one.Launches.Length == other.Launches.Length
        && one.Launches.Zip(other.Launches)
            .All(pair => pair.First.NanosecondsPerOp.AsSpan().SequenceEqual(pair.Second.NanosecondsPerOp.AsSpan()));

    private static void RequireLaunchesApart(List<FiledBenchmark> copies, bool takesEveryFile)
    {
        // Without this check a brief report of another run beside a full one counts as one more launch.
        FiledBenchmark first = copies[0];
        if (
            copies.Find(copy =>
                copy.Benchmark.Kind != first.Benchmark.Kind || copy.LaunchIndices.Contains(0) != first.LaunchIndices.Contains(0)
            ) is
            { } other
        )
        {
            throw Contradiction(first, other);
        }

        Dictionary<(string, int), FiledBenchmark> seen = [];
        foreach (FiledBenchmark copy in copies)
        {
            foreach (int launch in copy.LaunchIndices)
            {
                // Launch 0 is a launch that BenchmarkDotNet did not number, so its file identifies it.
                string scope = launch == 0 || takesEveryFile ? copy.Path : "";
                if (!seen.TryAdd((scope, launch), copy))
                {
                    throw Contradiction(seen[(scope, launch)], copy);
                }
            }
        }
    }

    private static ReportFormatException Contradiction(FiledBenchmark one, FiledBenchmark other) =>
        new(
            one.Path,
            $"it and {other.Path} hold '{one.Benchmark.Key}' with different measurements that are no launches of one run, and "
                + "do not say when they started. Name one of them."
        );
}

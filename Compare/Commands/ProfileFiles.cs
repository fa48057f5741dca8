using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>The files of profiles beside a run's file, one for each benchmark that is explained.</summary>
internal sealed class ProfileFiles
{
    private readonly Dictionary<string, string> _paths = [];

    /// <summary>Writes <c>gate.1.speedscope.json</c> and so on beside <c>gate.jsonl</c>.</summary>
    /// <param name="runFile">The run's file.</param>
    /// <param name="profiles">All profiles.</param>
    /// <param name="explanations">The benchmarks that get a file.</param>
    /// <param name="names">Short names of benchmarks.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static ProfileFiles Write(
        string runFile,
        IEnumerable<ProfileLine> profiles,
        ImmutableArray<Explanation> explanations,
        IReadOnlyDictionary<string, string> names
    )
    {
        ProfileFiles files = new();
        ILookup<string, ProfileLine> own = profiles.ToLookup(profile => profile.Benchmark);
        foreach (string benchmark in explanations.Select(explanation => explanation.Benchmark))
        {
            string path = Path.GetFullPath(
                Path.ChangeExtension(runFile, FormattableString.Invariant($".{files._paths.Count + 1}{SpeedscopeJson.Extension}"))
            );
            AtomicFile.Write(path, SpeedscopeJson.Render(own[benchmark], names.GetValueOrDefault(benchmark, benchmark)));
            files._paths.Add(benchmark, path);
        }

        return files;
    }

    /// <returns>Creates the links from a file to those of an explanation.</returns>
    public Func<Explanation, ImmutableArray<Block>> LinkFrom(string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return explanation =>
            _paths.TryGetValue(explanation.Benchmark, out string? path)
                ?
                [
                    new Links([
                        (Path.GetFileName(path), RelativeLink.From(folder, path), "the stacks of both sides, for www.speedscope.app"),
                    ]),
                ]
                : [];
    }
}

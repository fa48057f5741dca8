using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Pairs benchmarks that the user says are renamed: a method, a class, a namespace or a full name.</summary>
/// <param name="baseline">The baseline.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="findKey">The key of a benchmark of the candidate under the baseline's jobs.</param>
internal sealed class RenamePairing(Report baseline, Report candidate, Func<Benchmark, BenchmarkKey> findKey)
{
    /// <summary>The option that asks for a pair.</summary>
    public const string Option = "--rename";

    /// <returns>For a key of the candidate, under the baseline's jobs, that of the baseline.</returns>
    /// <exception cref="UsageException">A rename pairs nothing, or may pair several, or pairs what both reports have.</exception>
    public Dictionary<BenchmarkKey, BenchmarkKey> Find(ImmutableArray<string> renames)
    {
        Dictionary<BenchmarkKey, BenchmarkKey> found = [];
        foreach (string rename in renames)
        {
            foreach ((BenchmarkKey old, BenchmarkKey renamed) in Find(rename))
            {
                if (!found.TryAdd(renamed, old))
                {
                    throw new UsageException($"{Option} {rename} pairs {renamed}, which another {Option} has paired. Leave one out.");
                }
            }
        }

        RequireFree(found);
        return found;
    }

    private List<(BenchmarkKey Old, BenchmarkKey Renamed)> Find(string rename)
    {
        (string old, string renamed) = PairingRequest.Split(Option, rename, name => Has(baseline, name), name => Has(candidate, name));
        RequireSome(baseline, old);
        RequireSome(candidate, renamed);
        ILookup<(string?, string), BenchmarkKey> olds = baseline
            .Benchmarks.Select(benchmark => (Unchanged: FindRest(benchmark, old), Key: benchmark.Key.Shared))
            .Where(pair => pair.Unchanged is not null)
            .Distinct()
            .ToLookup(pair => (pair.Unchanged, pair.Key.Job), pair => pair.Key);
        List<(BenchmarkKey, BenchmarkKey)> pairs = [];
        foreach (
            (string? rest, BenchmarkKey key) in candidate
                .Benchmarks.Select(benchmark => (FindRest(benchmark, renamed), findKey(benchmark).Shared))
                .Where(pair => pair.Item1 is not null)
                .Distinct()
        )
        {
            pairs.AddRange(olds[(rest, key.Job)].Select(other => (other, key)));
        }

        return pairs is []
                ? throw new UsageException(
                    $"{Option} {rename} pairs nothing: no benchmark of '{old}' has the method, parameters and job of one of '{renamed}'."
                )
            : pairs.CountBy(pair => pair.Item2).Concat(pairs.CountBy(pair => pair.Item1)).Any(count => count.Value > 1)
                ? throw new UsageException($"{Option} {rename} may pair several benchmarks: write more of the names, such as Type.Method.")
            : pairs;
    }

    // A benchmark keeps its name where the other side has it too, unless that one is renamed as well.
    private void RequireFree(Dictionary<BenchmarkKey, BenchmarkKey> found)
    {
        HashSet<BenchmarkKey> candidates = [.. candidate.Benchmarks.Select(benchmark => findKey(benchmark).Shared)];
        if (found.FirstOrDefault(pair => candidates.Contains(pair.Value) && !found.ContainsKey(pair.Value)) is { Value: { } kept })
        {
            throw new UsageException(
                $"{Option} is not for {kept}: both reports have it under this name. Leave it out, or give its new name too."
            );
        }
    }

    private static bool Has(Report report, string name) => report.Benchmarks.Any(benchmark => FindRest(benchmark, name) is not null);

    private static void RequireSome(Report report, string name)
    {
        if (!Has(report, name))
        {
            throw new UsageException(
                $"{report.Path} has no method, class, namespace or full name '{name}'. {Option} takes OLD=NEW, such as Type.Old=Type.New."
            );
        }
    }

    /// <returns>The rest of a benchmark's name, which a rename leaves as it is; null where the name is not of it.</returns>
    private static string? FindRest(Benchmark benchmark, string name) =>
        name == benchmark.Key.FullName ? ""
        : name == benchmark.Method
        || name == benchmark.Title
        || name == $"{benchmark.Type}.{benchmark.Method}"
        || name == $"{benchmark.Class}.{benchmark.Method}"
            ? benchmark.Arguments
        : name == benchmark.Type || name == benchmark.Class ? $".{benchmark.Method}{benchmark.Arguments}"
        : name.Length > 0 && name == benchmark.Namespace ? benchmark.Key.FullName[name.Length..]
        : null;
}

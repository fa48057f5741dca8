using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A benchmark that may run other code than before.</summary>
/// <param name="FullName">As BenchmarkDotNet has it, without parameters.</param>
/// <param name="Reason">The nearest change that it reaches, in words.</param>
internal sealed record AffectedBenchmark(string FullName, string Reason);

/// <summary>
/// The benchmarks of a candidate, by whether a change of the code may matter to them. One that is in neither list is not known, and
/// counts as affected.
/// </summary>
/// <param name="Affected">In order of their names.</param>
/// <param name="Unaffected">The full names of those of which all code that they can reach is that of the baseline.</param>
internal sealed record AffectedBenchmarks(ImmutableArray<AffectedBenchmark> Affected, ImmutableArray<string> Unaffected)
{
    private const int ShownNames = 3;

    /// <summary>Compares two builds of a program.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UsageException">The code of an assembly cannot be read, as after an obfuscator.</exception>
    public static AffectedBenchmarks Find(ProgramFiles baseline, ProgramFiles candidate)
    {
        try
        {
            return FindInCode(baseline, candidate);
        }
        catch (Exception exception) when (AssemblyCode.IsDamage(exception))
        {
            throw new UsageException(
                $"An assembly in {candidate.Folder} cannot be read ({exception.Message}), so it is not known what its benchmarks reach."
            );
        }
    }

    private static AffectedBenchmarks FindInCode(ProgramFiles baseline, ProgramFiles candidate)
    {
        using ProgramCode before = ProgramCode.Read(baseline.Folder);
        using ProgramCode now = ProgramCode.Read(candidate.Folder);
        CodeChanges changes = CodeChanges.Find(before, now);
        (string FullName, string? Reason)[] all =
        [
            .. FindReasons(now, candidate.Assembly, changes, BenchmarkMethod.FindAll(now))
                .GroupBy(pair => pair.FullName, pair => pair.Reason)
                .Select(overloads => (overloads.Key, overloads.FirstOrDefault(reason => reason is not null))),
        ];
        return new AffectedBenchmarks(
            [.. all.Where(pair => pair.Reason is not null).Select(pair => new AffectedBenchmark(pair.FullName, pair.Reason!))],
            [.. all.Where(pair => pair.Reason is null).Select(pair => pair.FullName)]
        );
    }

    private static IEnumerable<(string FullName, string? Reason)> FindReasons(
        ProgramCode program,
        string assembly,
        CodeChanges changes,
        ImmutableArray<BenchmarkMethod> benchmarks
    )
    {
        if (changes.IsEmpty || changes.Outside is not null)
        {
            return benchmarks.Select(benchmark => (benchmark.FullName, changes.Outside));
        }

        CodeGraph graph = new(program);
        ReachableCode first = ReachableCode.SearchEntryPoint(graph, FindEntryPoint(program, assembly));
        if (first.Definitions.FirstOrDefault(changes.Definitions.Contains) is { } changed)
        {
            return benchmarks.Select(benchmark =>
                (benchmark.FullName, (string?)$"{changed.ShownName} changed, which the program runs before any benchmark")
            );
        }

        // The harness makes a benchmark's class for its own benchmarks alone.
        HashSet<ProgramType> classes = [.. benchmarks.Select(benchmark => benchmark.Class)];
        CodeRoots common = new([], [.. first.LiveTypes.Where(type => !classes.Contains(type))], [], [.. first.CalledSlots]);
        BenchmarkRoots roots = new(program, common);
        return benchmarks.Select(benchmark =>
            (benchmark.FullName, Describe(ReachableCode.Search(graph, roots.Find(benchmark), changes.Definitions.Contains), changes))
        );
    }

    private static CodeRoots FindEntryPoint(ProgramCode program, string assembly) =>
        program.Assemblies.TryGetValue(assembly, out AssemblyCode? code) && AssemblyText.ReadEntryPoint(code) is { Type: { } type } method
            ? new CodeRoots([.. program.FindTypes(type).SelectMany(one => one.FindMembers(method.Key))], [], [], [])
            : CodeRoots.None;

    private static string? Describe(ReachableCode code, CodeChanges changes)
    {
        if (code.Found is not { } found)
        {
            return null;
        }

        if (code.UnknownTarget is { } unknown)
        {
            return $"{found.ShownName} uses {unknown}, which may reach any code, and {changes.First}";
        }

        string[] names = [.. code.FindPath().Select(definition => definition.ShownName)];
        string[] distinct = [.. names.Where((name, i) => i == 0 || name != names[i - 1])];
        string way = string.Join(" → ", distinct.TakeLast(ShownNames));
        return $"{(distinct.Length > ShownNames ? "… → " : "")}{way} changed";
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConcurrencyBench.Compare.Code;

/// <summary>The differences between two programs, without those that a build of the same source makes.</summary>
/// <param name="First">One of them in words; null when both are the same code.</param>
/// <param name="Outside">One outside of types and members in words, which may change how any code runs; null for none.</param>
/// <param name="Definitions">The types and members of the candidate that the baseline has otherwise, or not at all.</param>
internal sealed record CodeChanges(string? First, string? Outside, ImmutableHashSet<Definition> Definitions)
{
    private static readonly ImmutableArray<string> Json = [".deps.json", ".runtimeconfig.json"];

    /// <summary>True when both programs are the same code.</summary>
    public bool IsEmpty => First is null;

    /// <summary>Compares two output folders.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CodeChanges Find(string baselineFolder, string candidateFolder)
    {
        using ProgramCode baseline = ProgramCode.Read(baselineFolder);
        using ProgramCode candidate = ProgramCode.Read(candidateFolder);
        return Find(baseline, candidate);
    }

    public static CodeChanges Find(ProgramCode baseline, ProgramCode candidate)
    {
        string? outside = FindInFiles(baseline, candidate);
        string? first = outside;
        ImmutableHashSet<Definition>.Builder definitions = ImmutableHashSet.CreateBuilder<Definition>();
        foreach ((string file, AssemblyCode now) in candidate.Assemblies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (baseline.Assemblies.TryGetValue(file, out AssemblyCode? before) && !before.HasBytesOf(now))
            {
                AssemblyChanges changes = AssemblyChanges.Find(before, now);
                outside ??= Describe(file, changes.Outside);
                first ??= Describe(file, changes.First);
                definitions.UnionWith(changes.Definitions);
            }
        }

        return new CodeChanges(first, outside, definitions.ToImmutable());
    }

    private static string? Describe(string file, string? change) => change is null ? null : $"{file}: {change}";

    private static string? FindInFiles(ProgramCode baseline, ProgramCode candidate)
    {
        HashSet<string> before = [.. baseline.Assemblies.Keys, .. baseline.OtherFiles];
        HashSet<string> now = [.. candidate.Assemblies.Keys, .. candidate.OtherFiles];
        return before.Except(now).Order(StringComparer.Ordinal).FirstOrDefault() is { } removed ? $"{removed} is gone"
            : now.Except(before).Order(StringComparer.Ordinal).FirstOrDefault() is { } added ? $"{added} is new"
            : candidate.OtherFiles.FirstOrDefault(file => !HasSameContent(file, baseline, candidate)) is { } changed ? $"{changed} changed"
            : null;
    }

    private static bool HasSameContent(string file, ProgramCode baseline, ProgramCode candidate)
    {
        using Stream before = baseline.Open(file);
        using Stream now = candidate.Open(file);
        return Json.Any(suffix => file.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            ? HasSameJson(before, now)
            : before.Length == now.Length && SHA256.HashData(before).AsSpan().SequenceEqual(SHA256.HashData(now));
    }

    private static bool HasSameJson(Stream before, Stream now)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(before), JsonNode.Parse(now));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

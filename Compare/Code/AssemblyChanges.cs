namespace ConcurrencyBench.Compare.Code;

/// <summary>The differences between two builds of an assembly.</summary>
/// <param name="First">One of them in words; null when both are the same code.</param>
/// <param name="Outside">One outside of types and members in words, which may change how any code runs; null for none.</param>
/// <param name="Definitions">The types and members that are new or have changed.</param>
internal sealed record AssemblyChanges(string? First, string? Outside, ImmutableArray<Definition> Definitions)
{
    /// <summary>Compares two builds. One that cannot be read has changed.</summary>
    public static AssemblyChanges Find(AssemblyCode before, AssemblyCode now)
    {
        try
        {
            return FindInTables(before, now);
        }
        catch (Exception exception) when (AssemblyCode.IsDamage(exception))
        {
            const string Unreadable = "it changed, and its code cannot be read";
            return new AssemblyChanges(Unreadable, Unreadable, []);
        }
    }

    private static AssemblyChanges FindInTables(AssemblyCode before, AssemblyCode now)
    {
        string? outside = FindOutside(AssemblyText.Read(before), AssemblyText.Read(now), now, out string? description);
        (string Key, Definition Definition)[] definitionsBefore = [.. ListDefinitions(before)];
        (string Key, Definition Definition)[] definitionsNow = [.. ListDefinitions(now)];
        Dictionary<string, Definition> known = definitionsBefore.ToDictionary(pair => pair.Key, pair => pair.Definition);
        ImmutableArray<Definition> changed =
        [
            .. definitionsNow
                .Where(pair => !(known.TryGetValue(pair.Key, out Definition? other) && other.Content.Code == pair.Definition.Content.Code))
                .Select(pair => pair.Definition),
        ];
        return new AssemblyChanges(
            outside
                ?? (
                    changed is [var definition, ..] ? $"{definition.ShownName} changed"
                    : !definitionsBefore.Select(pair => pair.Key).SequenceEqual(definitionsNow.Select(pair => pair.Key))
                        ? "members were removed or moved"
                    : definitionsNow
                        .Where(pair => known[pair.Key].Content.Reflected != pair.Definition.Content.Reflected)
                        .Select(pair => $"{pair.Definition.ShownName} has other names, constants or annotations")
                        .FirstOrDefault(description)
                ),
            outside,
            changed
        );
    }

    private static string? FindOutside(AssemblyText before, AssemblyText now, AssemblyCode assembly, out string? description)
    {
        bool isSameDescription =
            before.Description.SequenceEqual(now.Description)
            && before.References.Count == now.References.Count
            && before.References.Keys.All(now.References.ContainsKey);
        description = isSameDescription ? null : "its description or references changed";
        return Framework.IsHarness(assembly.Name) ? "it changed"
            : before.Lines.Except(now.Lines).Concat(now.Lines.Except(before.Lines)).FirstOrDefault() is { } line
                ? $"{string.Join(' ', line.Split(' ').Take(2)).TrimEnd(',')} changed"
            : !before.Lines.SequenceEqual(now.Lines) ? "the order of its attributes changed"
            // One that is new does nothing until code uses it.
            : before
                .References.Where(pair => now.References.TryGetValue(pair.Key, out string? version) && version != pair.Value)
                .Select(pair => $"it refers to another version of {pair.Key}")
                .FirstOrDefault();
    }

    // Private types of two files may have one name.
    private static IEnumerable<(string Key, Definition Definition)> ListDefinitions(AssemblyCode assembly)
    {
        Dictionary<string, int> counts = [];
        foreach (Definition definition in assembly.Types.SelectMany(type => type.Members.Prepend(type.Definition)))
        {
            string name = definition.ToString();
            counts[name] = counts.GetValueOrDefault(name) + 1;
            yield return (string.Create(CultureInfo.InvariantCulture, $"{name}#{counts[name]}"), definition);
        }
    }
}

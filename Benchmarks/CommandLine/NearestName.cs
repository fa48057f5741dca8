namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>Suggests the known name that is nearest to an unknown one.</summary>
internal static class NearestName
{
    /// <returns>" Did you mean '…'?" with the nearest name, or "" when none is near.</returns>
    public static string Hint(string written, IEnumerable<string> names)
    {
        string wanted = written.ToUpperInvariant();
        (string name, int distance) = names
            .Select(name => (Name: name, Upper: name.ToUpperInvariant()))
            // A name may also be meant by its beginning.
            .Select(name =>
                (
                    name.Name,
                    Beginning: Distance(wanted, name.Upper[..Math.Min(wanted.Length, name.Upper.Length)]),
                    Whole: Distance(wanted, name.Upper)
                )
            )
            .OrderBy(name => Math.Min(name.Beginning, name.Whole))
            .ThenBy(name => name.Whole)
            .Select(name => (name.Name, Math.Min(name.Beginning, name.Whole)))
            .FirstOrDefault(("", int.MaxValue));
        return distance <= Math.Max(2, wanted.Length / 3) ? $" Did you mean '{name}'?" : "";
    }

    /// <returns>The Levenshtein distance: the fewest insertions, deletions and substitutions that make one text the other.</returns>
    internal static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

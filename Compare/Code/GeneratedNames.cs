using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Renumbers the names that the compiler makes for lambdas, local functions, closures and state machines.</summary>
/// <remarks>
/// The first number in them is the place of the method among all members of its type, so that a method which is added renames all that
/// come after it. Here it is the place among those methods that have such names. Different names stay different.
/// </remarks>
internal sealed partial class GeneratedNames
{
    private readonly Dictionary<string, ImmutableSortedSet<int>> _placesByType;

    private GeneratedNames(Dictionary<string, ImmutableSortedSet<int>> placesByType) => _placesByType = placesByType;

    /// <summary>Finds the places in all names of an assembly.</summary>
    public static GeneratedNames Read(MetadataReader metadata)
    {
        Dictionary<string, ImmutableSortedSet<int>> places = [];
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            ImmutableSortedSet<int> found =
            [
                .. type.GetMethods()
                    .Select(method => metadata.GetMethodDefinition(method).Name)
                    .Concat(type.GetFields().Select(field => metadata.GetFieldDefinition(field).Name))
                    .Append(type.Name)
                    .Select(metadata.GetString)
                    .Select(FindPlace)
                    .OfType<int>(),
            ];
            if (!found.IsEmpty)
            {
                string written = GetWritten(NameReader.ReadFullName(metadata, handle, names: null));
                places[written] = places.TryGetValue(written, out ImmutableSortedSet<int>? others) ? others.Union(found) : found;
            }
        }

        return new GeneratedNames(places);
    }

    /// <param name="type">The full name of the type that has the member or nested type.</param>
    /// <param name="name">Its name.</param>
    public string Renumber(string type, string name) =>
        name.StartsWith('<')
        && FindPlace(name) is { } place
        && _placesByType.TryGetValue(GetWritten(type), out ImmutableSortedSet<int>? places)
            ? Place().Replace(name, match => string.Create(CultureInfo.InvariantCulture, $"{match.Groups[1]}{places.IndexOf(place)}"), 1)
            : name;

    // The part of a full name that stands in the source.
    private static string GetWritten(string fullName) =>
        fullName.IndexOf("+<", StringComparison.Ordinal) is >= 0 and var end ? fullName[..end] : fullName;

    private static int? FindPlace(string name) =>
        name.StartsWith('<') && Place().Match(name) is { Success: true } match
            ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
            : null;

    // <Plan>b__5_0, <Plan>g__Local|5_0, <>9__5_0, <>c__DisplayClass5_0, <PlanAsync>d__5. A single number elsewhere is another.
    [GeneratedRegex(@"(>(?:b__|g__[^|]*\||9__|c__DisplayClass))(\d{1,9})(?=_\d)|(?<1>>d__)(?<2>\d{1,9})")]
    private static partial Regex Place();
}

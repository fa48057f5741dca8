using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Finds the source lines of methods in the debug information beside or in assemblies (portable PDB).</summary>
internal static class MethodLines
{
    /// <summary>Finds the lines of the bodies of methods.</summary>
    /// <param name="folder">The output folder of a build.</param>
    /// <param name="methods">Names without type arguments and parameters: overloads of one name count together.</param>
    /// <returns>By method; one without debug information is left out.</returns>
    public static ILookup<string, SourceLines> Find(string folder, IReadOnlySet<string> methods) =>
        Directory
            .EnumerateFiles(folder, "*.dll")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Read(file, methods))
            .ToLookup(found => found.Method, found => found.Lines);

    private static ImmutableArray<(string Method, SourceLines Lines)> Read(string file, IReadOnlySet<string> methods)
    {
        try
        {
            using PEReader image = new(File.OpenRead(file));
            if (!image.HasMetadata || !image.TryOpenAssociatedPortablePdb(file, OpenIfThere, out MetadataReaderProvider? provider, out _))
            {
                return [];
            }

            using (provider)
            {
                return [.. Read(image.GetMetadataReader(), provider!.GetMetadataReader(), methods)];
            }
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // A native library, or debug information of another format.
            return [];
        }
    }

    private static FileStream? OpenIfThere(string path) => File.Exists(path) ? File.OpenRead(path) : null;

    private static IEnumerable<(string Method, SourceLines Lines)> Read(
        MetadataReader metadata,
        MetadataReader symbols,
        IReadOnlySet<string> methods
    )
    {
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            string name = $"{GetTypeName(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
            if (!methods.Contains(name))
            {
                continue;
            }

            foreach (
                IGrouping<DocumentHandle, SequencePoint> document in symbols
                    .GetMethodDebugInformation(handle)
                    .GetSequencePoints()
                    .Where(point => !point.IsHidden)
                    .GroupBy(point => point.Document)
            )
            {
                string path = symbols.GetString(symbols.GetDocument(document.Key).Name);
                yield return (name, new SourceLines(path, document.Min(point => point.StartLine), document.Max(point => point.EndLine)));
            }
        }
    }

    private static string GetTypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{GetTypeName(metadata, outer)}+{name}"
            : metadata.GetString(type.Namespace) is { Length: > 0 } space ? $"{space}.{name}"
            : name;
    }
}

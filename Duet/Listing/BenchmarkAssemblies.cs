using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>Finds the assemblies of a program that may hold benchmarks.</summary>
internal static class BenchmarkAssemblies
{
    private const string Library = "BenchmarkDotNet";

    /// <summary>Loads the other assemblies of the program's folder that reference BenchmarkDotNet, in the order of their names.</summary>
    public static IEnumerable<Assembly> FindBeside(string program) =>
        Directory
            .EnumerateFiles(Path.GetDirectoryName(program)!, "*.dll")
            .Where(file => file != program && !IsOfLibrary(Path.GetFileNameWithoutExtension(file)) && ReferencesLibrary(file))
            .Order(StringComparer.Ordinal)
            .Select(AssemblyLoadContext.Default.LoadFromAssemblyPath);

    // Read without loading it: code that nobody asked for stays out of the process.
    private static bool ReferencesLibrary(string file)
    {
        try
        {
            using PEReader image = new(File.OpenRead(file));
            if (!image.HasMetadata)
            {
                return false;
            }

            MetadataReader metadata = image.GetMetadataReader();
            return metadata.AssemblyReferences.Any(reference =>
                IsOfLibrary(metadata.GetString(metadata.GetAssemblyReference(reference).Name))
            );
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            return false;
        }
    }

    private static bool IsOfLibrary(string name) => name == Library || name.StartsWith($"{Library}.", StringComparison.Ordinal);
}

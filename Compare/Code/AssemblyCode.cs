using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A managed assembly of an output folder.</summary>
internal sealed class AssemblyCode : IDisposable
{
    private readonly Lazy<ImmutableArray<ProgramType>> _types;
    private readonly Lazy<ILookup<string, ProgramType>> _typesByName;
    private readonly Lazy<Dictionary<string, TypeName>> _forwards;
    private readonly Lazy<GeneratedNames> _generatedNames;

    private readonly byte[] _bytes;

    private AssemblyCode(string file, byte[] bytes, PEReader image)
    {
        _bytes = bytes;
        File = file;
        Image = image;
        Metadata = image.GetMetadataReader();
        Name = Metadata.GetString(Metadata.GetAssemblyDefinition().Name);
        _types = new(() => [.. Metadata.TypeDefinitions.Select(handle => new ProgramType(this, handle))]);
        _typesByName = new(() => _types.Value.ToLookup(type => type.Name.FullName));
        _forwards = new(ReadForwards);
        _generatedNames = new(() => GeneratedNames.Read(Metadata));
    }

    /// <summary>The path in the output folder, with '/'.</summary>
    public string File { get; }

    /// <summary>The simple name.</summary>
    public string Name { get; }

    /// <summary>The image that holds the code.</summary>
    public PEReader Image { get; }

    /// <summary>The tables of definitions.</summary>
    public MetadataReader Metadata { get; }

    /// <summary>The types in the order of the tables.</summary>
    public ImmutableArray<ProgramType> Types => _types.Value;

    /// <summary>The names that the compiler made.</summary>
    public GeneratedNames GeneratedNames => _generatedNames.Value;

    /// <summary>The types of other assemblies that it stands for.</summary>
    public IReadOnlyDictionary<string, TypeName> Forwards => _forwards.Value;

    /// <returns>True for an exception that a reader of metadata throws at tables that are not valid.</returns>
    public static bool IsDamage(Exception exception) =>
        exception
            is BadImageFormatException
                or InvalidCastException
                or InvalidOperationException
                or ArgumentException
                or OverflowException
                or IndexOutOfRangeException;

    /// <returns>The assembly; null when it has no metadata, or machine code besides IL.</returns>
    public static AssemblyCode? TryRead(string file, byte[] bytes)
    {
        PEReader image = new(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
        try
        {
            if (
                image.HasMetadata
                && image.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: 0 } header
                && header.Flags.HasFlag(CorFlags.ILOnly)
                && image.GetMetadataReader().IsAssembly
            )
            {
                return new AssemblyCode(file, bytes, image);
            }
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            // A native file, or one that is broken: it counts by its bytes.
        }

        image.Dispose();
        return null;
    }

    /// <returns>The types with a name; several where files of a source have private types of one name.</returns>
    public IEnumerable<ProgramType> FindTypes(string fullName) => _typesByName.Value[fullName];

    /// <returns>True for a copy.</returns>
    public bool HasBytesOf(AssemblyCode other) => _bytes.AsSpan().SequenceEqual(other._bytes);

    public void Dispose() => Image.Dispose();

    private Dictionary<string, TypeName> ReadForwards()
    {
        Dictionary<string, TypeName> forwards = [];
        foreach (ExportedTypeHandle handle in Metadata.ExportedTypes)
        {
            ExportedType type = Metadata.GetExportedType(handle);
            if (type.Implementation.Kind == HandleKind.AssemblyReference)
            {
                string target = Metadata.GetString(Metadata.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name);
                string name = NameReader.Join(Metadata.GetString(type.Namespace), Metadata.GetString(type.Name));
                forwards.TryAdd(name, new TypeName(target, name));
            }
        }

        return forwards;
    }
}

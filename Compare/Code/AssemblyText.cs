using System.Collections.Frozen;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Security.Cryptography;

namespace ConcurrencyBench.Compare.Code;

/// <summary>The parts of an assembly that belong to none of its definitions.</summary>
/// <param name="Lines">What may change how any of its code runs: version, attributes, resources.</param>
/// <param name="Description">The attributes that only describe it.</param>
/// <param name="References">The assemblies that it refers to, with their versions.</param>
internal sealed record AssemblyText(
    ImmutableArray<string> Lines,
    ImmutableArray<string> Description,
    FrozenDictionary<string, string> References
)
{
    private const string InformationalVersion = "System.Reflection.AssemblyInformationalVersionAttribute";

    // Resources that compilers read, with lines of the source in them.
    private static readonly ImmutableArray<string> CompilerResources = ["FSharpSignature", "FSharpOptimization"];

    private static readonly FrozenSet<string> Descriptions = FrozenSet.Create(
        InformationalVersion,
        "System.Reflection.AssemblyCompanyAttribute",
        "System.Reflection.AssemblyConfigurationAttribute",
        "System.Reflection.AssemblyCopyrightAttribute",
        "System.Reflection.AssemblyDescriptionAttribute",
        "System.Reflection.AssemblyFileVersionAttribute",
        "System.Reflection.AssemblyMetadataAttribute",
        "System.Reflection.AssemblyProductAttribute",
        "System.Reflection.AssemblyTitleAttribute",
        "System.Reflection.AssemblyTrademarkAttribute",
        "System.Runtime.CompilerServices.InternalsVisibleToAttribute"
    );

    public static AssemblyText Read(AssemblyCode assembly)
    {
        MetadataReader metadata = assembly.Metadata;
        AssemblyDefinition definition = metadata.GetAssemblyDefinition();
        ILookup<bool, string> attributes = definition
            .GetCustomAttributes()
            .Concat(metadata.GetModuleDefinition().GetCustomAttributes())
            .ToLookup(
                handle => Descriptions.Contains(AttributeReader.ReadType(assembly, handle).FullName),
                handle => ReadAttribute(assembly, handle)
            );
        return new AssemblyText(
            [
                $"name {assembly.Name}, {definition.Version}, {definition.Flags}, {metadata.GetString(definition.Culture)}",
                $"image {assembly.Image.PEHeaders.CoffHeader.Machine}, {assembly.Image.PEHeaders.CorHeader!.Flags}",
                $"entry point {ReadEntryPoint(assembly)}",
                .. attributes[false].Select(text => $"attribute {text}"),
                .. metadata.ManifestResources.Select(handle => ReadResource(assembly, metadata.GetManifestResource(handle))),
                .. assembly.Forwards.Select(forward => $"forward {forward.Key} to {forward.Value.Assembly}"),
            ],
            [.. attributes[true]],
            metadata
                .AssemblyReferences.Select(metadata.GetAssemblyReference)
                .GroupBy(reference => metadata.GetString(reference.Name))
                .ToFrozenDictionary(group => group.Key, group => string.Join(", ", group.Select(reference => reference.Version)))
        );
    }

    /// <returns>The method with which the assembly begins when it is started; null for a library.</returns>
    public static MethodText? ReadEntryPoint(AssemblyCode assembly) =>
        assembly.Image.PEHeaders.CorHeader!.EntryPointTokenOrRelativeVirtualAddress is not 0 and var token
            ? new SignatureReader(assembly, references: null).ReadMethod(MetadataTokens.EntityHandle(token))
            : null;

    private static string ReadAttribute(AssemblyCode assembly, CustomAttributeHandle handle) =>
        AttributeReader.ReadType(assembly, handle).FullName == InformationalVersion
            // 1.2.3+commit
            ? $"{InformationalVersion} {AttributeReader.ReadArguments(assembly, handle).Texts.FirstOrDefault()?.Split('+')[0]}"
            : AttributeReader.ReadText(assembly, handle);

    private static string ReadResource(AssemblyCode assembly, ManifestResource resource)
    {
        string name = assembly.Metadata.GetString(resource.Name);
        if (!resource.Implementation.IsNil || CompilerResources.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return $"resource {name}";
        }

        int start = assembly.Image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress;
        BlobReader data = assembly.Image.GetSectionData(start).GetReader();
        data.Offset = (int)resource.Offset;
        byte[] bytes = data.ReadBytes(data.ReadInt32());
        return $"resource {name} {resource.Attributes} {Convert.ToHexString(SHA256.HashData(bytes))}";
    }
}

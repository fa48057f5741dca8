using System.Reflection;
using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A type or a member of a type.</summary>
/// <param name="type">The type, or that of the member.</param>
/// <param name="handle">Its row.</param>
/// <param name="key">The key in its type: that of a method has its signature; empty for the type.</param>
/// <param name="name">Its own name; empty for the type.</param>
internal sealed class Definition(ProgramType type, EntityHandle handle, string key, string name)
{
    private DefinitionContent? _content;

    public ProgramType Type => type;

    public EntityHandle Handle => handle;

    public string Key => key;

    public string Name => name;

    /// <summary>The name in messages: <c>Type.Member</c>, and the method that has it for a lambda or a state machine.</summary>
    public string ShownName => ShownNames.Create(type.Name, name);

    /// <summary>Name and number of parameters of a method; empty for others.</summary>
    public string Slot { get; init; } = "";

    /// <summary>True for a method that others override or implement.</summary>
    public bool IsVirtual =>
        handle.Kind == HandleKind.MethodDefinition
        && type.Assembly.Metadata.GetMethodDefinition((MethodDefinitionHandle)handle).Attributes.HasFlag(MethodAttributes.Virtual);

    /// <summary>What it consists of, read when it is first needed.</summary>
    public DefinitionContent Content => _content ??= DefinitionReader.Read(this);

    public override string ToString() => $"{type.Name}::{key}";
}

/// <summary>The content of a definition, with names in the place of tokens.</summary>
/// <param name="Code">A hash of all that can change how it runs.</param>
/// <param name="Reflected">A hash of the rest, which only reflection sees.</param>
/// <param name="References">The definitions that it uses.</param>
internal sealed record DefinitionContent(string Code, string Reflected, ImmutableArray<Reference> References);

using System.Reflection;
using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A type of an assembly, with its members.</summary>
internal sealed class ProgramType
{
    private readonly Lazy<ImmutableArray<Definition>> _members;
    private readonly Lazy<ILookup<string, Definition>> _membersByKey;
    private readonly Lazy<ILookup<string, Definition>> _methodsBySlot;

    public ProgramType(AssemblyCode assembly, TypeDefinitionHandle handle)
    {
        Assembly = assembly;
        Handle = handle;
        Row = assembly.Metadata.GetTypeDefinition(handle);
        Name = new TypeName(assembly.Name, NameReader.ReadFullName(assembly.Metadata, handle, assembly.GeneratedNames));
        Definition = new Definition(this, handle, "", "");
        _members = new(() => [.. ReadMembers()]);
        _membersByKey = new(() => _members.Value.ToLookup(member => member.Key));
        _methodsBySlot = new(() => _members.Value.Where(member => member.Slot.Length > 0).ToLookup(member => member.Slot));
    }

    public AssemblyCode Assembly { get; }

    public TypeDefinitionHandle Handle { get; }

    /// <summary>The row of the table of types.</summary>
    public TypeDefinition Row { get; }

    public TypeName Name { get; }

    /// <summary>The type itself: its layout, base and interfaces.</summary>
    public Definition Definition { get; }

    /// <summary>Methods, fields, properties and events, in the order of the tables.</summary>
    public ImmutableArray<Definition> Members => _members.Value;

    /// <summary>The type that it inherits; null for an interface and for <c>object</c>.</summary>
    public TypeName? Base => Row.BaseType.IsNil ? null : ReadDefinition(Row.BaseType);

    /// <summary>The interfaces that it names.</summary>
    public IEnumerable<TypeName> Interfaces =>
        Row.GetInterfaceImplementations()
            .Select(handle => ReadDefinition(Assembly.Metadata.GetInterfaceImplementation(handle).Interface))
            .OfType<TypeName>();

    public bool IsInterface => Row.Attributes.HasFlag(TypeAttributes.Interface);

    /// <summary>True for a structure and for an enumeration.</summary>
    public bool IsValueType => Base?.FullName is "System.ValueType" or "System.Enum";

    /// <returns>The members with a key.</returns>
    public IEnumerable<Definition> FindMembers(string key) => _membersByKey.Value[key];

    /// <returns>The methods with a name and number of parameters.</returns>
    public IEnumerable<Definition> FindMethods(string slot) => _methodsBySlot.Value[slot];

    private TypeName? ReadDefinition(EntityHandle handle) => new SignatureReader(Assembly, references: null).ReadType(handle).Definition;

    private IEnumerable<Definition> ReadMembers()
    {
        MetadataReader metadata = Assembly.Metadata;
        SignatureReader signatures = new(Assembly, references: null);
        foreach (MethodDefinitionHandle handle in Row.GetMethods())
        {
            MethodText method = signatures.ReadMethod(handle);
            yield return new Definition(this, handle, method.Key, method.Name) { Slot = method.Slot };
        }

        foreach (FieldDefinitionHandle handle in Row.GetFields())
        {
            string name = signatures.ReadField(handle).Name;
            yield return new Definition(this, handle, name, name);
        }

        foreach (PropertyDefinitionHandle handle in Row.GetProperties())
        {
            string name = metadata.GetString(metadata.GetPropertyDefinition(handle).Name);
            yield return new Definition(this, handle, $"property {name}", name);
        }

        foreach (EventDefinitionHandle handle in Row.GetEvents())
        {
            string name = metadata.GetString(metadata.GetEventDefinition(handle).Name);
            yield return new Definition(this, handle, $"event {name}", name);
        }
    }
}

namespace ConcurrencyBench.Compare.Code;

/// <summary>The ways from one definition to others.</summary>
/// <param name="Definitions">The members that it uses, and fields.</param>
/// <param name="Types">The types that it names.</param>
/// <param name="Exposed">The types whose methods the framework may call because of it.</param>
/// <param name="Slots">The virtual methods that it calls: each override is reached.</param>
/// <param name="Unknown">A member that it uses and that may reach any code; null for none.</param>
internal sealed record Uses(
    ImmutableArray<Definition> Definitions,
    ImmutableArray<ProgramType> Types,
    ImmutableArray<ProgramType> Exposed,
    ImmutableArray<string> Slots,
    string? Unknown
);

/// <summary>Finds the definitions that a definition uses, in all assemblies of a program.</summary>
/// <param name="program">The program.</param>
internal sealed class CodeGraph(ProgramCode program)
{
    private readonly Dictionary<Definition, Uses> _uses = [];
    private readonly Dictionary<ProgramType, TypeUses> _typeUses = [];

    public Uses FindUses(Definition definition)
    {
        if (!_uses.TryGetValue(definition, out Uses? uses))
        {
            _uses.Add(definition, uses = ReadUses(definition.Content.References));
        }

        return uses;
    }

    /// <returns>The methods of a type that a virtual call may reach.</returns>
    public TypeUses FindTypeUses(ProgramType type)
    {
        if (!_typeUses.TryGetValue(type, out TypeUses? uses))
        {
            _typeUses.Add(type, uses = TypeUses.Read(type, program));
        }

        return uses;
    }

    private Uses ReadUses(ImmutableArray<Reference> references)
    {
        ILookup<ReferenceKind, Reference> byKind = references.ToLookup(reference => reference.Kind);
        List<Definition> definitions = [.. byKind[ReferenceKind.Field].SelectMany(FindMembers)];
        HashSet<string> slots = [];
        string? unknown = byKind[ReferenceKind.Unknown].Select(reference => reference.Member).FirstOrDefault();
        foreach (Reference reference in byKind[ReferenceKind.Method])
        {
            Definition[] methods = [.. FindMembers(reference)];
            definitions.AddRange(methods);
            slots.UnionWith(methods.Where(method => method.IsVirtual).Select(VirtualSlot.GetName));
            unknown ??= methods is [] && IsUnknown(reference) ? $"{reference.Type.ShortName}.{reference.Member.Split('`')[0]}" : null;
        }

        return new Uses(
            [.. definitions.Distinct()],
            [.. FindTypes(byKind[ReferenceKind.Type])],
            [.. FindTypes(byKind[ReferenceKind.Exposed])],
            [.. slots],
            unknown
        );
    }

    private IEnumerable<ProgramType> FindTypes(IEnumerable<Reference> references) =>
        references.SelectMany(reference => program.FindTypes(reference.Type)).Distinct();

    // A reference may name a type that inherits the member.
    private IEnumerable<Definition> FindMembers(Reference reference) =>
        program.FindTypes(reference.Type).SelectMany(type => FindMembers(type, reference)).Distinct();

    private IEnumerable<Definition> FindMembers(ProgramType type, Reference reference)
    {
        ImmutableArray<Definition> found = [.. type.FindMembers(reference.Member)];
        if (found.IsEmpty && reference.Slot.Length > 0)
        {
            // In a generic base the signature has type parameters, and a forwarded type has another assembly.
            found = [.. type.FindMethods(reference.Slot)];
        }

        return found.IsEmpty && type.Base is { } parent ? FindMembers(reference with { Type = parent }) : found;
    }

    private bool IsUnknown(Reference reference)
    {
        TypeName type = FindOutermostBase(reference.Type);
        return !program.HasAssembly(type.Assembly)
            && !Framework.IsHarness(type.Assembly)
            && (
                !Framework.IsAssembly(type.Assembly)
                || Framework.MayReachAnything(type.FullName, reference.Member.Split('`')[0], reference.Member)
            );
    }

    // The first type of the chain that is not in the program has the member.
    private TypeName FindOutermostBase(TypeName name) =>
        program.FindTypes(name).FirstOrDefault()?.Base is { } parent ? FindOutermostBase(parent) : name;
}

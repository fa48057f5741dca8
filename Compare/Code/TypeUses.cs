using System.Collections.Frozen;
using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A virtual method that an override is reached by.</summary>
internal static class VirtualSlot
{
    /// <returns>The type that has the method, its name and its number of parameters.</returns>
    public static string GetName(Definition method) => GetName(method.Type.Name, method.Slot);

    public static string GetName(TypeName type, string slot) => $"{type}::{slot}";
}

/// <summary>The methods that are reached because a type may have instances.</summary>
/// <param name="Initializers">The static constructors of the type and of its module.</param>
/// <param name="ForFramework">The overrides that code of the framework may call.</param>
/// <param name="Overrides">The other overrides, by the virtual method.</param>
/// <param name="Constructor">The constructor without parameters; empty for none.</param>
/// <param name="FieldTypes">The types of its instance fields.</param>
internal sealed record TypeUses(
    ImmutableArray<Definition> Initializers,
    ImmutableArray<Definition> ForFramework,
    ImmutableArray<(string Slot, Definition Method)> Overrides,
    ImmutableArray<Definition> Constructor,
    ImmutableArray<ProgramType> FieldTypes
)
{
    // Every type has those of object.
    private static readonly TypeName Object = new("System.Runtime", "System.Object");

    public static TypeUses Read(ProgramType type, ProgramCode program)
    {
        ImmutableArray<ProgramType> ancestors = FindAncestors(type, program, out ImmutableArray<TypeName> outside);
        FrozenSet<string>?[] outsideSlots = [.. outside.Append(Object).Distinct().Select(Framework.FindSlots)];
        List<Definition> forFramework = [];
        List<(string Slot, Definition Method)> overrides = [];
        ILookup<string, ProgramType> declaring = ancestors
            .SelectMany(ancestor => ancestor.Members.Where(member => member.IsVirtual).Select(member => (member.Slot, Type: ancestor)))
            .ToLookup(pair => pair.Slot, pair => pair.Type);
        foreach (Definition method in ancestors.SelectMany(ancestor => ancestor.Members).Where(member => member.IsVirtual))
        {
            overrides.AddRange(declaring[method.Slot].Select(ancestor => (VirtualSlot.GetName(ancestor.Name, method.Slot), method)));
            if (outsideSlots.Any(slots => slots is null || slots.Contains(method.Slot)))
            {
                forFramework.Add(method);
            }
        }

        foreach ((TypeName declaringType, string slot, Definition method) in ancestors.SelectMany(FindImplementations))
        {
            overrides.Add((VirtualSlot.GetName(declaringType, slot), method));
            if (!program.FindTypes(declaringType).Any())
            {
                forFramework.Add(method);
            }
        }

        return new TypeUses(
            [.. FindInitializers(type)],
            [.. forFramework.Distinct()],
            [.. overrides.Distinct()],
            [.. type.FindMethods(".ctor/0")],
            [.. FindFieldTypes(type, program)]
        );
    }

    private static IEnumerable<Definition> FindInitializers(ProgramType type) =>
        type.FindMethods(".cctor/0").Concat(type.Assembly.FindTypes("<Module>").SelectMany(module => module.FindMethods(".cctor/0")));

    private static IEnumerable<ProgramType> FindFieldTypes(ProgramType type, ProgramCode program) =>
        type
            .Definition.Content.References.Where(reference => reference.Kind == ReferenceKind.FieldType)
            .SelectMany(reference => program.FindTypes(reference.Type));

    // The type itself, its bases and all interfaces.
    private static ImmutableArray<ProgramType> FindAncestors(ProgramType type, ProgramCode program, out ImmutableArray<TypeName> outside)
    {
        List<ProgramType> found = [type];
        HashSet<TypeName> outsideNames = [];
        for (int i = 0; i < found.Count; i++)
        {
            foreach (TypeName name in found[i].Interfaces.Concat(found[i].Base is { } parent ? [parent] : []))
            {
                ImmutableArray<ProgramType> types = [.. program.FindTypes(name)];
                found.AddRange(types.Where(one => !found.Contains(one)));
                if (types.IsEmpty)
                {
                    outsideNames.Add(name);
                }
            }
        }

        outside = [.. outsideNames];
        return [.. found];
    }

    // Methods that say themselves which virtual method they implement.
    private static IEnumerable<(TypeName Type, string Slot, Definition Method)> FindImplementations(ProgramType type)
    {
        SignatureReader signatures = new(type.Assembly, references: null);
        foreach (MethodImplementationHandle handle in type.Row.GetMethodImplementations())
        {
            MethodImplementation row = type.Assembly.Metadata.GetMethodImplementation(handle);
            MethodText declaration = signatures.ReadMethod(row.MethodDeclaration);
            foreach (Definition method in type.FindMembers(signatures.ReadMethod(row.MethodBody).Key))
            {
                if (declaration.Type is { } declaring)
                {
                    yield return (declaring, declaration.Slot, method);
                }
            }
        }
    }
}

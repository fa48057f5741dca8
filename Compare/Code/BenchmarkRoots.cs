using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Finds what runs for a benchmark: the method, its class, setups, cleanups and the sources of its parameters.</summary>
/// <param name="program">The program.</param>
/// <param name="common">The types that may have instances before any benchmark begins, and the virtual methods that are called.</param>
internal sealed class BenchmarkRoots(ProgramCode program, CodeRoots common)
{
    private static readonly ImmutableArray<string> Targeted = ["GlobalSetup", "GlobalCleanup", "IterationSetup", "IterationCleanup"];

    public CodeRoots Find(BenchmarkMethod benchmark)
    {
        ProgramType[] hierarchy = [.. BenchmarkMethod.FindHierarchy(benchmark.Class, program)];
        Definition[] members = [.. hierarchy.SelectMany(type => type.Members)];
        Definition[] used =
        [
            benchmark.Method,
            .. members.Where(member => IsTargetedAt(member, benchmark.Method.Name)),
            .. members.Where(IsParameter),
        ];
        AttributeArguments[] attributes =
        [
            .. used.SelectMany(ReadAttributes),
            .. hierarchy.SelectMany(type => Read(type.Assembly, type.Row.GetCustomAttributes())),
            .. Read(benchmark.Class.Assembly, benchmark.Class.Assembly.Metadata.GetAssemblyDefinition().GetCustomAttributes()),
        ];
        HashSet<string> sources = [.. used.SelectMany(ReadAttributes).SelectMany(attribute => attribute.Texts)];
        return new CodeRoots(
            [
                .. used,
                .. benchmark.Class.FindMethods(".ctor/0"),
                .. members.Where(member => member.Handle.Kind != HandleKind.FieldDefinition && sources.Contains(member.Name)),
            ],
            [benchmark.Class, .. common.Types],
            [
                .. attributes
                    .SelectMany(attribute => attribute.Types.Select(type => type.Definition).OfType<TypeName>().Append(attribute.Type))
                    .SelectMany(program.FindTypes)
                    .Distinct(),
            ],
            common.Slots
        );
    }

    // Without targets, for all benchmarks of the class.
    private bool IsTargetedAt(Definition member, string benchmark) =>
        ReadAttributes(member)
            .Where(attribute => Targeted.Any(name => BenchmarkMethod.IsAttribute(attribute.Type, name, program)))
            .Any(attribute =>
                attribute.Texts is [] || attribute.Texts.Any(text => text.Split(',', StringSplitOptions.TrimEntries).Contains(benchmark))
            );

    private bool IsParameter(Definition member) =>
        member.Handle.Kind is HandleKind.PropertyDefinition or HandleKind.FieldDefinition
        && ReadAttributes(member).Any(attribute => IsOfBenchmarkDotNet(attribute.Type));

    private bool IsOfBenchmarkDotNet(TypeName attribute) =>
        attribute.FullName.StartsWith($"{BenchmarkMethod.Attributes}.", StringComparison.Ordinal)
        || (program.FindTypes(attribute).FirstOrDefault()?.Base is { } parent && IsOfBenchmarkDotNet(parent));

    private static IEnumerable<AttributeArguments> ReadAttributes(Definition member)
    {
        AssemblyCode assembly = member.Type.Assembly;
        return Read(
            assembly,
            member.Handle switch
            {
                { Kind: HandleKind.MethodDefinition } handle => assembly
                    .Metadata.GetMethodDefinition((MethodDefinitionHandle)handle)
                    .GetCustomAttributes(),
                { Kind: HandleKind.FieldDefinition } handle => assembly
                    .Metadata.GetFieldDefinition((FieldDefinitionHandle)handle)
                    .GetCustomAttributes(),
                { Kind: HandleKind.PropertyDefinition } handle => assembly
                    .Metadata.GetPropertyDefinition((PropertyDefinitionHandle)handle)
                    .GetCustomAttributes(),
                _ => default,
            }
        );
    }

    private static IEnumerable<AttributeArguments> Read(AssemblyCode assembly, CustomAttributeHandleCollection attributes) =>
        attributes.Select(handle => AttributeReader.ReadArguments(assembly, handle));
}

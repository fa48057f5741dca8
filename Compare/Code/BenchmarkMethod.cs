using System.Reflection;
using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A benchmark of a program.</summary>
/// <param name="FullName">As BenchmarkDotNet has it, without parameters.</param>
/// <param name="Class">The class that it runs in, which may inherit it.</param>
/// <param name="Method">The method.</param>
internal sealed record BenchmarkMethod(string FullName, ProgramType Class, Definition Method)
{
    /// <summary>The namespace of the attributes.</summary>
    public const string Attributes = "BenchmarkDotNet.Attributes";

    private const string Prefix = "BenchmarkDotNet";

    /// <summary>Finds the methods with <c>[Benchmark]</c> of all public classes, inherited ones as well, in order of their names.</summary>
    public static ImmutableArray<BenchmarkMethod> FindAll(ProgramCode program) =>
        [
            .. FindAssemblies(program)
                .SelectMany(assembly => assembly.Types)
                .Where(IsRunnable)
                .SelectMany(type => FindIn(type, program))
                .OrderBy(benchmark => benchmark.FullName, StringComparer.Ordinal),
        ];

    /// <returns>A class and the classes that it inherits, as far as they are in the program.</returns>
    public static IEnumerable<ProgramType> FindHierarchy(ProgramType type, ProgramCode program)
    {
        for (ProgramType? one = type; one is not null; one = one.Base is { } name ? program.FindTypes(name).FirstOrDefault() : null)
        {
            yield return one;
        }
    }

    /// <returns>True for an attribute of BenchmarkDotNet, or one that is derived from it.</returns>
    public static bool IsAttribute(TypeName type, string name, ProgramCode program) =>
        type.FullName == $"{Attributes}.{name}Attribute"
        || (program.FindTypes(type).FirstOrDefault()?.Base is { } parent && IsAttribute(parent, name, program));

    // A benchmark's class inherits from a class, or has an attribute, of an assembly that it refers to.
    private static IEnumerable<AssemblyCode> FindAssemblies(ProgramCode program)
    {
        ILookup<string, string> references = program
            .Assemblies.Values.Where(assembly => !Framework.IsHarness(assembly.Name))
            .SelectMany(assembly =>
                assembly.Metadata.AssemblyReferences.Select(handle =>
                    (From: assembly.Name, To: assembly.Metadata.GetString(assembly.Metadata.GetAssemblyReference(handle).Name))
                )
            )
            .ToLookup(pair => pair.To, pair => pair.From);
        Queue<string> waiting = new(references.Select(group => group.Key).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)));
        HashSet<string> found = [];
        while (waiting.TryDequeue(out string? name))
        {
            foreach (string user in references[name].Where(found.Add))
            {
                waiting.Enqueue(user);
            }
        }

        return program.Assemblies.Values.Where(assembly => found.Contains(assembly.Name));
    }

    private static bool IsRunnable(ProgramType type) =>
        (type.Row.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic
        && !type.Row.Attributes.HasFlag(TypeAttributes.Abstract)
        && !type.IsValueType;

    private static IEnumerable<BenchmarkMethod> FindIn(ProgramType type, ProgramCode program)
    {
        Definition[] methods =
        [
            .. FindHierarchy(type, program)
                .SelectMany(one => one.Members)
                .Where(member => IsBenchmark(member, program))
                .DistinctBy(method => method.Key),
        ];
        return methods is []
            ? []
            : CreateNames(type).SelectMany(name => methods.Select(method => new BenchmarkMethod($"{name}.{method.Name}", type, method)));
    }

    private static bool IsBenchmark(Definition member, ProgramCode program)
    {
        if (member.Handle.Kind != HandleKind.MethodDefinition)
        {
            return false;
        }

        AssemblyCode assembly = member.Type.Assembly;
        return assembly
            .Metadata.GetMethodDefinition((MethodDefinitionHandle)member.Handle)
            .GetCustomAttributes()
            .Any(handle => IsAttribute(AttributeReader.ReadType(assembly, handle), "Benchmark", program));
    }

    // A generic class is named with its type arguments, once for each set of them.
    private static IEnumerable<string> CreateNames(ProgramType type)
    {
        MetadataReader metadata = type.Assembly.Metadata;
        string name = type.Name.FullName;
        if (type.Row.GetGenericParameters() is { Count: 0 } || !name.Contains('`', StringComparison.Ordinal))
        {
            return [name];
        }

        string[] arguments =
        [
            .. type
                .Row.GetCustomAttributes()
                .Select(handle => AttributeReader.ReadArguments(type.Assembly, handle))
                .Where(attribute => attribute.Type.FullName == $"{Attributes}.GenericTypeArgumentsAttribute")
                .Select(attribute => string.Join(", ", attribute.Types.Select(GetName))),
        ];
        string parameters = string.Join(
            ", ",
            type.Row.GetGenericParameters().Select(handle => metadata.GetString(metadata.GetGenericParameter(handle).Name))
        );
        return (arguments is [] ? [parameters] : arguments).Select(list => $"{name[..name.LastIndexOf('`')]}<{list}>");
    }

    private static string GetName(TypeText type) =>
        type.Definition is { } definition && !type.Text.Contains('[', StringComparison.Ordinal)
            ? definition.FullName[(definition.FullName.LastIndexOfAny(['.', '+']) + 1)..]
            : type.Text;
}

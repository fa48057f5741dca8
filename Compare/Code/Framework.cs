using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace ConcurrencyBench.Compare.Code;

/// <summary>The shared framework, whose code is not read: the methods it may call back, and those with which code finds code.</summary>
internal static class Framework
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    // What stands between the framework and a benchmark: it counts by its content, and calls what its attributes name.
    private static readonly FrozenSet<string> Harness = FrozenSet.Create("BenchmarkDotNet", "BenchmarkDotNet.Annotations");

    private static readonly ImmutableArray<string> AssemblyPrefixes = ["System.", "Microsoft.Win32.", "Microsoft.VisualBasic"];
    private static readonly FrozenSet<string> Assemblies = FrozenSet.Create("System", "mscorlib", "netstandard", "Microsoft.CSharp");

    // Everything in them finds, makes or starts code whose name is not in the program's IL.
    private static readonly ImmutableArray<string> UnknownPrefixes =
    [
        "System.Reflection.",
        "System.Linq.Expressions.",
        "System.Dynamic.",
        "System.Runtime.Loader.",
        "System.Runtime.CompilerServices.CallSite",
        "System.Runtime.Serialization.DataContract",
        "System.Runtime.Serialization.Formatter",
        "System.Runtime.Serialization.Json.",
        "System.Runtime.Serialization.XmlObjectSerializer",
        "System.Xml.Xsl.",
        "System.Text.Json.JsonSerializer",
        "System.Text.Json.Nodes.JsonValue",
        "System.Net.Http.Json.",
        "System.ComponentModel.DataAnnotations.Valid",
        "System.ComponentModel.Design.",
        "Microsoft.CSharp.",
        "Microsoft.VisualBasic.CompilerServices.",
        "Microsoft.VisualBasic.Interaction",
    ];

    private static readonly FrozenSet<string> UnknownTypes = FrozenSet.Create(
        "System.ComponentModel.TypeDescriptor",
        "System.Diagnostics.Process",
        "System.Xml.Serialization.XmlSerializer"
    );

    private static readonly FrozenSet<string> UnknownMembers = FrozenSet.Create(
        "System.Activator.CreateInstance",
        "System.Activator.CreateInstanceFrom",
        "System.AppDomain.CreateInstance",
        "System.AppDomain.CreateInstanceAndUnwrap",
        "System.AppDomain.CreateInstanceFrom",
        "System.AppDomain.ExecuteAssembly",
        "System.AppDomain.ExecuteAssemblyByName",
        "System.AppDomain.GetAssemblies",
        "System.AppDomain.Load",
        "System.Delegate.CreateDelegate",
        "System.Delegate.DynamicInvoke",
        "System.Delegate.get_Method",
        "System.Attribute.GetCustomAttribute",
        "System.Attribute.GetCustomAttributes",
        "System.Diagnostics.Tracing.EventSource.Write",
        "System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor"
    );

    // Members of types and assemblies that say something of them, and give no way to their code.
    private static readonly FrozenSet<string> Descriptions = FrozenSet.Create(
        "Equals",
        "GetCallingAssembly",
        "GetElementType",
        "GetEntryAssembly",
        "GetEnumNames",
        "GetEnumUnderlyingType",
        "GetEnumValues",
        "GetExecutingAssembly",
        "GetGenericArguments",
        "GetGenericTypeDefinition",
        "GetHashCode",
        "GetManifestResourceNames",
        "GetManifestResourceStream",
        "GetName",
        "GetTypeCode",
        "GetTypeFromHandle",
        "GetTypeInfo",
        "IsAssignableFrom",
        "IsAssignableTo",
        "IsDefined",
        "IsEnumDefined",
        "IsInstanceOfType",
        "IsSubclassOf",
        "ToString",
        "op_Equality",
        "op_Inequality"
    );

    private static readonly FrozenSet<string> DescribingProperties = FrozenSet.Create(
        "get_Assembly",
        "get_AssemblyQualifiedName",
        "get_BaseType",
        "get_FullName",
        "get_GUID",
        "get_Module",
        "get_Name",
        "get_Namespace",
        "get_TypeHandle",
        "get_Version"
    );

    private static readonly ConcurrentDictionary<TypeName, FrozenSet<string>?> Slots = new();

    /// <returns>True for an assembly of the framework, by its name; a package may have such a name as well.</returns>
    public static bool IsAssembly(string name) =>
        Assemblies.Contains(name) || AssemblyPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <returns>True for an assembly of BenchmarkDotNet itself.</returns>
    public static bool IsHarness(string name) => Harness.Contains(name);

    /// <returns>True for a member with which a program finds, makes or starts code whose name is not in its IL.</returns>
    public static bool MayReachAnything(string type, string member, string key)
    {
        if (type == "System.Activator" && key.Contains("`1(", StringComparison.Ordinal))
        {
            // The type is a type argument of the caller.
            return false;
        }

        return UnknownMembers.Contains($"{type}.{member}")
            || ((type == "System.Type" || UnknownTypes.Contains(type) || HasUnknownPrefix(type)) && !OnlyDescribes(type, member));
    }

    /// <returns>True for a member of a type or an assembly that only says something of it.</returns>
    private static bool OnlyDescribes(string type, string member) =>
        (
            type is "System.Type" or "System.Reflection.Assembly" or "System.Reflection.TypeInfo" or "System.Reflection.MemberInfo"
            && (
                Descriptions.Contains(member)
                || DescribingProperties.Contains(member)
                || member.StartsWith("get_Is", StringComparison.Ordinal)
            )
        ) || type is "System.Reflection.AssemblyName" or "System.Reflection.IntrospectionExtensions";

    /// <returns>Name and number of parameters of the methods that a type lets others override; null when it is not known.</returns>
    public static FrozenSet<string>? FindSlots(TypeName type) => Slots.GetOrAdd(type, ReadSlots);

    // The framework that runs this tool has at least the methods that any older one has.
    private static FrozenSet<string>? ReadSlots(TypeName name)
    {
        if (!IsAssembly(name.Assembly) || Type.GetType($"{name.FullName}, {name.Assembly}", throwOnError: false) is not { } type)
        {
            return null;
        }

        return type.GetInterfaces()
            .Append(type)
            .SelectMany(one => one.GetMethods(Everything))
            .Where(method => method.IsVirtual)
            .Select(method => SignatureReader.JoinSlot(method.Name, method.GetParameters().Length))
            .ToFrozenSet();
    }

    private static bool HasUnknownPrefix(string type) => UnknownPrefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));
}

using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>The name of a benchmark as a table or a line of measurements has it: less than a full name.</summary>
/// <param name="Namespace">Of the type; empty where it is not known or stands in the type.</param>
/// <param name="Type">With or without namespace and outer classes; empty where it is not known.</param>
/// <param name="Method">The method's title.</param>
/// <param name="Parameters">As they are displayed, shortened where they are long; without those that are null or not there.</param>
/// <param name="Job">The job.</param>
internal sealed partial record TableName(
    string Namespace,
    string Type,
    string Method,
    ImmutableArray<(string Name, string Value)> Parameters,
    TableJob Job
)
{
    // BenchmarkDotNet writes it for null, and for a parameter that a benchmark does not have.
    private const string NoValue = "?";

    /// <summary>The parameters as BenchmarkDotNet displays them: <c>Name=value&amp;Name=value</c>.</summary>
    public static IEnumerable<(string Name, string Value)> SplitParameters(string displayed) =>
        displayed.Length == 0
            ? []
            : NextParameter()
                .Split(displayed)
                .Select(text => text.Split('=', 2))
                .Select(parts => (parts[0], parts.Length == 2 ? parts[1] : ""));

    /// <summary>The name as <see cref="BenchmarkKey.FullName"/> has it, as far as it is known.</summary>
    public string FullName =>
        string.Join('.', new[] { Namespace, Type, Method }.Where(part => part.Length > 0))
        + (Parameters.IsEmpty ? "" : $"({string.Join(", ", Parameters.Select(pair => $"{pair.Name}: {pair.Value}"))})");

    /// <summary>The type without namespace and outer classes.</summary>
    public string ShortType => Type[(Type.LastIndexOfAny(['.', '+']) + 1)..];

    /// <summary>Leaves out parameters without a value.</summary>
    public static TableName Create(
        string @namespace,
        string type,
        string method,
        IEnumerable<(string Name, string Value)> parameters,
        TableJob job
    ) =>
        new(
            @namespace,
            type,
            method,
            [.. parameters.Where(parameter => parameter.Value != NoValue).Select(parameter => (parameter.Name, parameter.Value.Trim()))],
            job
        );

    /// <summary>The name of a benchmark of a JSON report as a table would have it, or a table's own.</summary>
    public static TableName From(Benchmark benchmark) =>
        benchmark.TableName
        ?? Create(
            benchmark.Namespace,
            benchmark.Class,
            benchmark.Title,
            SplitParameters(benchmark.Parameters),
            TableJob.Parse(benchmark.JobText)
        );

    /// <summary>True where both may name one benchmark.</summary>
    public bool MayBe(TableName other) =>
        Method == other.Method
        && AreSameTypes(Type, other.Type)
        && MayBeIn(other.Namespace)
        && other.MayBeIn(Namespace)
        && HasSameParameters(other)
        && Job.MayBe(other.Job);

    /// <summary>A measure of how surely both name one benchmark, where they may.</summary>
    public int CountAlike(TableName other) => Job.CountAlike(other.Job);

    private bool MayBeIn(string @namespace) =>
        @namespace.Length == 0
        || (
            Namespace.Length > 0
                ? Namespace == @namespace
                : !Type.Contains('.', StringComparison.Ordinal) || Type.StartsWith($"{@namespace}.", StringComparison.Ordinal)
        );

    private bool HasSameParameters(TableName other) =>
        Parameters.Length == other.Parameters.Length
        && Parameters.All(parameter =>
            other.Parameters.Any(value => parameter.Name == value.Name && AreSameValues(parameter.Value, value.Value))
        );

    private static bool AreSameValues(string one, string other) => one == other || IsShortened(one, other) || IsShortened(other, one);

    // "a rat(...)meter [33]".
    private static bool IsShortened(string text, string full) =>
        Shortened().Match(text) is { Success: true } match
        && match.Groups["length"].Value == full.Length.ToString(CultureInfo.InvariantCulture)
        && full.StartsWith(match.Groups["start"].Value, StringComparison.Ordinal)
        && full.EndsWith(match.Groups["end"].Value, StringComparison.Ordinal);

    /// <summary>True where both may name one type: names of files and columns may lack namespace and outer classes.</summary>
    public static bool AreSameTypes(string one, string other)
    {
        string[] left = Segments(one);
        string[] right = Segments(other);
        int common = Math.Min(left.Length, right.Length);
        return common == 0 || left[^common..].Zip(right[^common..]).All(pair => AreSameSegments(pair.First, pair.Second));
    }

    private static string[] Segments(string type) =>
        type.Length == 0 ? [] : Letters().Replace(type.Replace('+', '.'), "_").Split('.', StringSplitOptions.RemoveEmptyEntries);

    // "List_Int32_", "List<Int32>" and "List`1" are one type as far as a name can say.
    private static bool AreSameSegments(string one, string other) =>
        one.Trim('_') == other.Trim('_') || (Arity().IsMatch(one) || Arity().IsMatch(other)) && one.Split('_')[0] == other.Split('_')[0];

    [GeneratedRegex(@"&(?=\w+=)")]
    private static partial Regex NextParameter();

    [GeneratedRegex(@"^(?<start>.*)\(\.\.\.\)(?<end>.*) \[(?<length>\d+)\]$", RegexOptions.Singleline)]
    private static partial Regex Shortened();

    [GeneratedRegex(@"[^\w.]+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"_\d+$")]
    private static partial Regex Arity();
}

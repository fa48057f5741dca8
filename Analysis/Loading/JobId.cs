using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The job that a benchmark ran with. BenchmarkDotNet's JSON has it only inside <c>DisplayInfo</c>.</summary>
internal static partial class JobId
{
    // How often and how long to measure changes the precision, not what is measured.
    private static readonly HashSet<string> Counts =
    [
        "InvocationCount",
        "IterationCount",
        "IterationTime",
        "LaunchCount",
        "MaxIterationCount",
        "MaxWarmupIterationCount",
        "MinInvokeCount",
        "MinIterationCount",
        "MinIterationTime",
        "MinWarmupIterationCount",
        "UnrollFactor",
        "WarmupCount",
    ];

    /// <summary>The job of a benchmark that sets none.</summary>
    public const string Default = "DefaultJob";

    /// <param name="displayInfo">As in the JSON: <c>Type.Title: Job(Characteristic=Value, …) [Parameter=Value, …]</c>.</param>
    /// <param name="methodTitle">The title in it.</param>
    /// <returns>
    /// The job's own id, or for an id that BenchmarkDotNet made up (it differs from run to run) the characteristics
    /// without the counts.
    /// </returns>
    public static string Parse(string displayInfo, string methodTitle)
    {
        string job = JobPart(displayInfo, methodTitle);
        string id = IdPart(job);
        if (!IsAutomatic(id))
        {
            return id is "" ? Default : id;
        }

        string[] characteristics = [.. Split(job).Where(text => !IsCount(text.Split('=')[0])).Order(StringComparer.Ordinal)];
        return characteristics is [] ? Default : string.Join(", ", characteristics);
    }

    /// <summary>True for an id that BenchmarkDotNet made up.</summary>
    public static bool IsAutomatic(string id) => AutomaticId().IsMatch(id);

    /// <summary>True for a characteristic that says how often or how long to measure.</summary>
    public static bool IsCount(string characteristic) => Counts.Contains(characteristic);

    /// <param name="job">See <see cref="JobPart"/>.</param>
    /// <returns>The id in it.</returns>
    public static string IdPart(string job) => job.IndexOf('(') is >= 0 and var open ? job[..open] : job;

    /// <param name="job">See <see cref="JobPart"/>.</param>
    /// <returns>The characteristics in it, with their values.</returns>
    public static IEnumerable<string> Split(string job) =>
        job.IndexOf('(') is >= 0 and var open ? Characteristics(job[(open + 1)..^1]) : [];

    /// <returns>From behind the title to the bracket that closes the characteristics, or to the parameters.</returns>
    public static string JobPart(string displayInfo, string methodTitle)
    {
        int title = displayInfo.IndexOf($"{methodTitle}: ", StringComparison.Ordinal);
        string rest = title < 0 ? displayInfo : displayInfo[(title + methodTitle.Length + 2)..];
        int open = rest.IndexOf('(');
        int parameters = rest.IndexOf(" [", StringComparison.Ordinal);
        if (open < 0 || (parameters >= 0 && parameters < open))
        {
            return parameters < 0 ? rest : rest[..parameters];
        }

        int depth = 0;
        for (int i = open; i < rest.Length; i++)
        {
            depth += rest[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return rest[..(i + 1)];
            }
        }

        return $"{rest})";
    }

    // Values may hold commas: a part without a name belongs to the one before.
    private static List<string> Characteristics(string text)
    {
        List<string> characteristics = [];
        foreach (string part in text.Split(", "))
        {
            if (characteristics is [.., var last] && !StartOfCharacteristic().IsMatch(part))
            {
                characteristics[^1] = $"{last}, {part}";
            }
            else
            {
                characteristics.Add(part);
            }
        }

        return characteristics;
    }

    [GeneratedRegex("^Job-[A-Z]{6}$")]
    private static partial Regex AutomaticId();

    [GeneratedRegex("^[A-Z][A-Za-z]+=")]
    private static partial Regex StartOfCharacteristic();
}

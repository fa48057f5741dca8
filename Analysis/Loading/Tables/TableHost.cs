using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>The lines about the machine that BenchmarkDotNet writes above a table.</summary>
/// <param name="Machine">Where it ran.</param>
/// <param name="Environment">What ran it.</param>
/// <param name="Jobs">The jobs' ids.</param>
internal sealed partial record TableHost(Machine Machine, RunEnvironment Environment, ImmutableArray<string> Jobs)
{
    /// <summary>Of a file that has no such lines.</summary>
    public static TableHost Unknown { get; } = new(Machine.Unknown, new RunEnvironment("", "", "", null, null, null), []);

    /// <returns>The last ones of a text; null where it has none.</returns>
    public static TableHost? Parse(ImmutableArray<string> lines)
    {
        int first = lines.Select((line, i) => Version().IsMatch(line) ? i : -1).DefaultIfEmpty(-1).Max();
        if (first < 0)
        {
            return null;
        }

        string[] header = [.. lines.Skip(first).Select(line => line.Trim())];
        Match version = Version().Match(header[0]);
        Match processor = FirstMatch(header, Processor());
        Match host = FirstMatch(header, Host());
        return new TableHost(
            new Machine(
                Machine.NormaliseProcessor(processor.Groups["name"].Value),
                CountOf(processor.Groups["physical"]),
                CountOf(processor.Groups["logical"]),
                host.Groups["architecture"].Value,
                Machine.ParsePlatform(
                    header.FirstOrDefault(line => line.StartsWith("OS=", StringComparison.Ordinal)) ?? version.Groups["os"].Value
                )
            ),
            new RunEnvironment(
                version.Groups["version"].Value,
                host.Groups["runtime"].Value.Split(" (")[0],
                host.Value.Contains("DEBUG", StringComparison.Ordinal) ? "DEBUG" : "",
                null,
                null,
                null
            ),
            [.. header.Select(line => JobLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["job"].Value)]
        );
    }

    /// <returns>What all rows of a table have in common: <c>Job=Suite  LaunchCount=5  </c>.</returns>
    public static IEnumerable<(string Name, string Value)> ParseCommonColumns(ImmutableArray<string> lines) =>
        lines
            .SelectMany(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text => text.Split('=', 2))
            .Where(parts => parts.Length == 2 && TableJob.IsColumn(parts[0]))
            .Select(parts => (parts[0], parts[1]));

    private static Match FirstMatch(string[] lines, Regex pattern) =>
        lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) ?? Match.Empty;

    private static int? CountOf(Group count) => int.TryParse(count.Value, CultureInfo.InvariantCulture, out int number) ? number : null;

    [GeneratedRegex(@"BenchmarkDotNet(?:=|\s)v(?<version>\d[^,\s]*),?\s*(?:OS=)?(?<os>.*)")]
    private static partial Regex Version();

    // "Intel Core i7-8700 CPU 3.20GHz (Coffee Lake), 1 CPU, 12 logical and 6 physical cores", with the counts it knows.
    [GeneratedRegex(
        @"^(?:Processor=)?(?<name>.+?), (?:\d+ CPU|ProcessorCount=(?<logical>\d+))(?:, (?<logical>\d+) logical(?: cores?)?)?(?:,? ?(?:and )?(?<physical>\d+) physical)?"
    )]
    private static partial Regex Processor();

    [GeneratedRegex(
        @"^\[Host\]\s*: (?<runtime>[^,]+?(?:\([^)]*\))?)(?:, (?<architecture>X64|X86|Arm64|Arm|Wasm|64bit|32bit|LoongArch64|S390x|RiscV64)\b.*|,.*|\s*)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Host();

    [GeneratedRegex(@"^(?<job>[^\[\]:|=]+?)\s*: (?:\.NET|Clr|Core|Mono|NativeAOT|CoreRT|Unknown)")]
    private static partial Regex JobLine();
}

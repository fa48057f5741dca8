using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>The names of a runtime: BenchmarkDotNet writes <c>.NET 9.0</c>, <c>.NET 9.0.4</c> and <c>net9.0</c> for one.</summary>
internal static partial class RuntimeNames
{
    /// <returns>The name as a job has it, such as <c>.NET 9.0</c>; the text itself where it is no name of .NET with a version.</returns>
    public static string Normalise(string text) =>
        Moniker().Match(text) is { Success: true } moniker
            ? $"{(moniker.Groups["core"].Success ? ".NET Core" : ".NET")} {moniker.Groups["version"].Value}"
        : Versioned().Match(text) is { Success: true } versioned ? versioned.Groups["name"].Value
        : text;

    /// <summary>True for a name of .NET with a version, in any form.</summary>
    public static bool IsName(string text) => Moniker().IsMatch(text) || Versioned().IsMatch(text);

    [GeneratedRegex(@"^net(?<core>coreapp)?(?<version>\d+\.\d+)$")]
    private static partial Regex Moniker();

    [GeneratedRegex(@"^((?<name>\.NET (Core |Framework )?\d+\.\d+)[-.\w]*|(?<name>Mono) [-.\w]+)$")]
    private static partial Regex Versioned();
}

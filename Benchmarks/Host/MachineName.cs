using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>Names a machine after what it is, never after its host name: the name is a folder in a public repository.</summary>
internal static partial class MachineName
{
    /// <returns>Such as <c>amd-epyc-9b45-2-cores-linux-x64</c>.</returns>
    public static string Create(string? brand, int cores, string os, string architecture)
    {
        string cpu = Slug(Noise().Replace(brand ?? "", " "));
        return Slug($"{(cpu.Length == 0 ? "unknown-cpu" : cpu)} {Figures.FormatCount(cores, "core")} {os} {architecture}");
    }

    /// <returns>The text in lower case, with only letters, digits, dots and single hyphens.</returns>
    public static string Slug(string text) => NotInSlug().Replace(text.ToLowerInvariant(), "-").Trim('-', '.');

    // "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", "AMD EPYC 7763 64-Core Processor", "13th Gen Intel(R) Core(TM) i7"
    [GeneratedRegex(
        @"\((R|TM|C)\)|@.*$|\bCPU\b|\bProcessor\b|\b\d+-Core\b|\b\d+th Gen\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Noise();

    [GeneratedRegex("[^a-z0-9.]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInSlug();
}

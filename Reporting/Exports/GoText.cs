using System.Text;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>
/// The text format of Go's benchmarks, for benchstat: one line a launch, so that it sees launches and not iterations.
/// The rules: https://go.dev/design/14313-benchmark-format.
/// </summary>
internal static class GoText
{
    public static string Render(Report report, ImmutableArray<ExportedBenchmark> benchmarks)
    {
        StringBuilder text = new(RenderHead(report));
        if (benchmarks.Any(benchmark => benchmark.LogSpeedup is not null))
        {
            text.Append("Unit speedup better=higher\n");
        }

        string cores = (report.Machine.LogicalCores ?? 1).ToString(CultureInfo.InvariantCulture);
        UniqueNames names = new();
        foreach (IGrouping<string, ExportedBenchmark> package in benchmarks.GroupBy(benchmark => benchmark.Benchmark.Namespace))
        {
            text.Append(CultureInfo.InvariantCulture, $"pkg: {(package.Key is "" ? "global" : VisibleText.Escape(package.Key))}\n");
            foreach (ExportedBenchmark benchmark in package)
            {
                string name = names.Take($"Benchmark{FormatName(benchmark.Benchmark)}");
                for (int launch = 0; launch < benchmark.LaunchNanoseconds.Length; launch++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}-{cores} {Line(benchmark, launch)}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string RenderHead(Report report)
    {
        string system = report.Machine.Platform == "macOS" ? "darwin" : report.Machine.Platform.ToLowerInvariant();
        string architecture = report.Machine.Architecture.ToLowerInvariant() switch
        {
            "x64" => "amd64",
            "x86" => "386",
            var other => VisibleText.Escape(other),
        };
        string summary = LaunchSummaries.ForReports.ToString().ToLowerInvariant();
        return $"goos: {system}\ngoarch: {architecture}\ncpu: {VisibleText.Escape(report.Machine.Processor)}\nlaunch-summary: {summary}\n";
    }

    private static string Line(ExportedBenchmark benchmark, int launch)
    {
        double nanoseconds = benchmark.LaunchNanoseconds[launch];
        long operations = Math.Max(1, benchmark.Benchmark.Launches[launch].Operations);
        string line = string.Create(CultureInfo.InvariantCulture, $"{operations} {nanoseconds:0.####} ns/op");
        if (benchmark.LogSpeedup is { } speedup)
        {
            // The baseline's typical time ÷ this launch's.
            line += string.Create(
                CultureInfo.InvariantCulture,
                $" {Math.Exp(speedup.Value) * benchmark.Nanoseconds / nanoseconds:0.####} speedup"
            );
        }

        return benchmark.Benchmark.AllocatedBytesPerOp is { } bytes
            ? line + string.Create(CultureInfo.InvariantCulture, $" {bytes:0.##} B/op")
            : line;
    }

    // Type/Method/Parameter=Value/…: benchstat groups by such parts. No white space in a name, and a capital letter first.
    private static string FormatName(Benchmark benchmark)
    {
        string arguments = benchmark.Arguments is ['(', .., ')'] brackets ? brackets[1..^1] : benchmark.Arguments;
        string distinction = benchmark.Key.Distinction;
        string[] parts =
        [
            Capital(benchmark.Type),
            benchmark.Method,
            .. Arguments
                .Parse(arguments)
                .Select(argument => argument.Name is "" ? Bare(argument.Value) : $"{argument.Name}={Bare(argument.Value)}"),
            .. benchmark.Key.Job is JobId.Default ? Array.Empty<string>() : [$"job={Bare(benchmark.Key.Job)}"],
            .. distinction is "" ? Array.Empty<string>() : [$"which={Bare(distinction)}"],
        ];
        return string.Concat(
            string.Join('/', parts).Select(character => char.IsWhiteSpace(character) || char.IsControl(character) ? '_' : character)
        );
    }

    // A slash would begin another part, which benchstat takes for another parameter.
    private static string Bare(string value) => (value is ['"', .. var inner, '"'] ? inner : value).Replace('/', '\u2215');

    private static string Capital(string name) => name is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "Type";
}

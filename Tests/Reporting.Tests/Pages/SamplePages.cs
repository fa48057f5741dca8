using System.Text.Json;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Compare.Tests.Gating;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>
/// Pages of what the reference run has not: many runs of a machine, and a gate that found changes. Their figures are made up, and the same
/// in every place and at all times.
/// </summary>
internal static class SamplePages
{
    /// <summary>The benchmark that the gate profiled.</summary>
    private const string Profiled = "Shop.InvoiceBenchmarks.Render";

    private const int Runs = 12;

    // Name, time, and since which run it is how many times as slow.
    private static readonly (string Method, double Nanoseconds, int Since, double Ratio)[] Benchmarks =
    [
        ("ReadAll", 8.4e6, Runs + 1, 1),
        ("Split", 5.1e6, Runs + 1, 1),
        ("Spans", 2.2e6, 8, 1.21),
        ("Pooled", 3.6e6, 5, 0.86),
        ("Vectors", 1.3e6, Runs + 1, 1),
        ("Generated", 1.9e6, 10, 1.08),
    ];

    /// <summary>The index of a machine with twelve runs, two of whose changes are large.</summary>
    /// <returns>Its file.</returns>
    public static string WriteIndex(TemporaryFolder folder)
    {
        Random random = new(17);
        for (int run = 1; run <= Runs; run++)
        {
            DateTimeOffset started = new(2026, 11, run, 4, 30, 0, TimeSpan.Zero);
            string commit = string.Create(CultureInfo.InvariantCulture, $"{(run * 0x1e3779b1L) & 0xfffffff:x7}000");
            string name = $"sample/build-server/{started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
            WriteHost(CreateRun(run, random).In(folder, $"{name}-{commit[..7]}"), started, commit);
        }

        string root = Path.Combine(folder.Path, "sample");
        CompareRun written = CompareRun.Run("report", root);
        Assert.True(written.ExitCode == 0, written.Error);
        return Path.Combine(root, IndexPage.FileName);
    }

    /// <returns>The newest of the comparisons that stand beside that index.</returns>
    public static string FindComparison(TemporaryFolder folder) =>
        Directory.GetFiles(Path.Combine(folder.Path, "sample", "comparisons")).Order(StringComparer.Ordinal).Last();

    /// <summary>The page of a gate with a profiled change.</summary>
    /// <returns>Its file.</returns>
    public static string WriteGate(TemporaryFolder folder) => folder.File("sample-gate.html", GatePage.Render(CreateGate()));

    /// <summary>The text of a page, without the folder in which it was written.</summary>
    public static string Read(string page, TemporaryFolder folder) =>
        File.ReadAllText(page).Replace(folder.Path, "", StringComparison.Ordinal);

    private static TestReport CreateRun(int run, Random random) =>
        Benchmarks.Aggregate(
            new TestReport(Processor: "Build server CPU"),
            (report, one) =>
            {
                double time = one.Nanoseconds * (run < one.Since ? 1 : one.Ratio) * (1 + (0.01 * (random.NextDouble() - 0.5)));
                return report.With(
                    one.Method,
                    TestReport.Around(time, spread: 0.003 + (0.004 * random.NextDouble())),
                    className: "Csv.Rows"
                );
            }
        );

    private static void WriteHost(string run, DateTimeOffset started, string commit) =>
        File.WriteAllText(
            Path.Combine(run, "host.json"),
            JsonSerializer.Serialize(
                new
                {
                    schemaVersion = 1,
                    machine = "build-server",
                    startedUtc = started,
                    source = new { commit, dirty = false },
                    suite = new { baselineMethods = new Dictionary<string, string> { ["Rows"] = "ReadAll" } },
                }
            )
        );

    private static GateResult CreateGate()
    {
        GateResult result = SimulatedGate.Of(
            1,
            new SimulatedBenchmark(Profiled, 1_200_000, CandidateRatio: 1.12),
            new SimulatedBenchmark("Shop.InvoiceBenchmarks.Parse", 640_000, CandidateRatio: 0.9),
            new SimulatedBenchmark("Shop.InvoiceBenchmarks.Sum", 85_000),
            new SimulatedBenchmark("Shop.CatalogueBenchmarks.Find", 310_000),
            new SimulatedBenchmark("Shop.CatalogueBenchmarks.Sort", 4_100_000)
        );
        return GateResult.FromRun(result.Run with { Profiles = [.. Enumerable.Range(0, 4).Select(CreateProfile)] });
    }

    private static readonly ImmutableArray<ProfiledFrame> Frames =
    [
        new("Shop.Invoice.Render()", false),
        new("Shop.Layout.Place(Shop.Page)", false),
        new("Shop.Money.Format(System.Decimal)", false) { HasChanged = true },
        new("Shop.Fonts.Measure(System.String)", false),
        new("Shop.Layout.Break(System.String)", false),
        new("System.Decimal.ToString(System.IFormatProvider)", true),
        new("System.Globalization.CultureInfo.GetCultureInfo(System.String)", true),
        new("Shop.Cache.Find(System.Int32)", false) { HasChanged = true },
    ];

    private static ProfileLine CreateProfile(int pair) =>
        new(
            Profiled,
            pair,
            CreateSide(1_200_000, pair, 60, 190, 0, 90),
            CreateSide(1_344_000, pair, 70 + pair, 200, 235 + (pair % 3 * 4), 30 + (pair % 2))
        );

    // Samples stand for microseconds, so that the sum of a side is its time.
    private static SideProfile CreateSide(double nanosecondsPerOp, int pair, int format, int toText, int culture, int cache)
    {
        int wobble = culture == 0 ? 0 : (pair * 3 % 4) - 1;
        int measure = 330 + pair + wobble;
        int place = 240 - pair - (2 * wobble);
        int own = (int)(nanosecondsPerOp / 1000) - format - toText - culture - cache - measure - place - 150;
        return new SideProfile(
            nanosecondsPerOp,
            Frames,
            [
                .. new (int[] Stack, int Samples)[]
                {
                    ([0], own),
                    ([0, 1], place),
                    ([0, 1, 3], measure),
                    ([0, 1, 4], 150),
                    ([0, 2], format),
                    ([0, 2, 5], toText),
                    ([0, 2, 6], culture),
                    ([0, 7], cache),
                }
                    .Where(one => one.Samples > 0)
                    .Select(one => new ProfiledStack([.. one.Stack], one.Samples)),
            ]
        );
    }
}

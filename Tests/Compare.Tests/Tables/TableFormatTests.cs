using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Loading.Tables;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Compare.Tests.Tables;

/// <summary>Every format that BenchmarkDotNet wrote of one run against the JSON of that run.</summary>
public class TableFormatTests
{
    // A cell of memory has three digits, such as 8.23 KB.
    private const double MemoryRounding = 0.005;

    public static TheoryData<string> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(CompareRun.Fixture("tables"), "*.*", SearchOption.AllDirectories)
            .Where(file => TableFiles.IsExport(file))
            .Select(file => Path.GetRelativePath(CompareRun.Fixture("tables"), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_FormatOfARun_HasEveryBenchmarkOfItsJson(string file)
    {
        (Report json, Report table) = Load(file);

        ImmutableArray<Pair> pairs = Pairing.OuterJoin(json, table);

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair => Assert.True(pair is { IsAmbiguous: false, Baseline: not null }, pair.ToString()));

        // What was never measured has no line among the measurements.
        Assert.All(pairs, pair => Assert.Equal(pair.Baseline!.IsFailed, pair.Candidate is not { IsFailed: false }));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Load_FormatOfARun_HasTheFiguresOfItsJson(string file)
    {
        (Report json, Report table) = Load(file);
        Assert.All(
            Pairing.OuterJoin(json, table).Where(pair => pair.IsComparable),
            pair =>
            {
                double step = pair.Candidate!.Launches[0].RoundedToNanoseconds;
                double mean = pair.Baseline!.ReportedMeanNanoseconds!.Value;
                Assert.Equal(mean, pair.Candidate.ReportedMeanNanoseconds!.Value, Math.Max(step / 2, mean * 1e-6) * 1.001);
                Assert.Equal(
                    pair.Baseline.AllocatedBytesPerOp ?? 0,
                    pair.Candidate.AllocatedBytesPerOp ?? 0,
                    (pair.Baseline.AllocatedBytesPerOp * MemoryRounding) ?? 0
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Compare_FormatOfARunWithItsJson_IsARatioOfOne(string file)
    {
        (Report json, Report table) = Load(file);

        Comparison comparison = Comparison.Create(json, table, JudgingRules.Default, allocationMargin: null);

        Assert.NotEmpty(comparison.Judgements);
        Assert.All(
            comparison.Judgements,
            judgement => Assert.Equal(1, judgement.Assessment.CandidateNanoseconds / judgement.Assessment.BaselineNanoseconds, 0.001)
        );
        Assert.DoesNotContain(comparison.Judgements, judgement => judgement.Unconfirmed != UnconfirmedChange.None);
    }

    [Theory]
    [InlineData("launches")]
    [InlineData("german")]
    public void Load_Measurements_AreThoseOfTheJson(string run)
    {
        (Report json, Report table) = Load(Directory.GetFiles(CompareRun.Fixture($"tables/{run}"), "*-measurements.csv").Single());

        Assert.All(
            Pairing.OuterJoin(json, table),
            pair =>
            {
                Assert.Equal(pair.Baseline!.Kind, pair.Candidate!.Kind);
                Assert.Equal(pair.Baseline.Launches.Length, pair.Candidate.Launches.Length);
                Assert.All(
                    pair.Baseline.Launches.Zip(pair.Candidate.Launches),
                    launch =>
                        Assert.Equal(
                            launch.First.NanosecondsPerOp,
                            launch.Second.NanosecondsPerOp,
                            (one, other) => Math.Abs(one - other) < 1e-5 * one
                        )
                );
            }
        );
    }

    [Fact]
    public void Load_MarkdownAndJson_AreOfOneMachine()
    {
        (Report json, Report table) = Load("launches/Acme.Texts-report-github.md");

        Assert.Equal(json.Machine, table.Machine);
        Assert.Equal(json.Environment.BenchmarkDotNet, table.Environment.BenchmarkDotNet);
        Assert.Equal(json.Environment.Runtime, table.Environment.Runtime);
    }

    private static (Report Json, Report Table) Load(string file)
    {
        string path = Path.Combine(CompareRun.Fixture("tables"), file);
        string json = Directory.GetFiles(Path.GetDirectoryName(path)!, "*.json").Single();
        ImmutableArray<Report> aligned = TableAlignment.Align([
            ReportLoader.Load(json, takesAllRuns: false),
            ReportLoader.Load(path, takesAllRuns: false),
        ]);
        return (aligned[0], aligned[1]);
    }
}

using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Tests.Matching;

public sealed class RenamePairingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Old=New")]
    [InlineData("Work.Old=Work.New")]
    [InlineData("Suite.Work.Old=Suite.Work.New")]
    [InlineData("Old=Suite.Work.New")]
    public void Create_RenamedMethod_PairsAllItsParameters(string rename)
    {
        Comparison comparison = Compare(
            ["Suite.Work.Old(N: 1)", "Suite.Work.Old(N: 2)", "Suite.Work.Kept"],
            ["Suite.Work.New(N: 1)", "Suite.Work.New(N: 2)", "Suite.Work.Kept"],
            rename
        );

        Assert.Equal(
            ["Suite.Work.Kept", "Suite.Work.Old(N: 1)", "Suite.Work.Old(N: 2)"],
            comparison.Judgements.Select(judgement => judgement.Pair.Key.FullName)
        );
        Assert.All(comparison.Judgements, judgement => Assert.True(judgement.IsOneExperiment));
        Assert.Equal("Suite.Work.New(N: 2)", comparison.Judgements[2].Pair.Candidate!.Key.FullName);
        Assert.Empty(comparison.Missing.Concat(comparison.Added));
    }

    [Theory]
    [InlineData("A.One.Work=B.Two.Work", 4)]
    [InlineData("A.One=B.Two", 4)]
    [InlineData("A.One.Work.Run(N: 1)=B.Two.Work.Run(N: 1)", 1)]
    [InlineData("A.One.Work.Run(text: \"a=b\")=B.Two.Work.Run(text: \"a=b\")", 1)]
    public void Create_RenamedClassNamespaceOrFullName_PairsWhatIsBelow(string rename, int pairs)
    {
        string[] names = ["Run(N: 1)", "Run(N: 2)", "Walk", "Run(text: \"a=b\")"];

        Comparison comparison = Compare(
            [.. names.Select(name => $"A.One.Work.{name}")],
            [.. names.Select(name => $"B.Two.Work.{name}")],
            rename
        );

        Assert.Equal((pairs, 4 - pairs), (comparison.Judgements.Length, comparison.Missing.Length));
    }

    [Fact]
    public void Create_TwoNamesExchanged_PairsThemCrosswise()
    {
        string[] names = ["Suite.Work.A", "Suite.Work.B"];

        Comparison comparison = Compare(names, names, "A=B", "B=A");

        Assert.Equal(["B", "A"], comparison.Judgements.Select(judgement => judgement.Pair.Candidate!.Method));
    }

    [Theory]
    [InlineData("may pair several benchmarks", "Run=Walk")]
    [InlineData("pairs nothing", "A.Work.Run=C.Work.Walk")]
    [InlineData("which another --rename has paired", "A.Work.Run=A.Work.Walk", "B.Work.Run=A.Work.Walk")]
    [InlineData("both reports have it", "A.Work.Kept=A.Work.Walk")]
    public void Create_RenameThatIsNotOneBenchmark_Throws(string message, params string[] renames) =>
        Assert.Contains(
            message,
            Assert
                .Throws<UsageException>(() =>
                    Compare(["A.Work.Run", "B.Work.Run", "A.Work.Kept"], ["A.Work.Walk", "C.Work.Walk(N: 1)", "A.Work.Kept"], renames)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Suite.Work.Old(N: 1)", "Suite.Work.New(N: 1)", "Suite.Work.Old=Suite.Work.New")]
    [InlineData("A.Work.Run", "B.Work.Run", "A.Work.Run=B.Work.Run")]
    [InlineData("A.Work.Run|A.Work.Walk", "B.Work.Run|B.Work.Walk", "A.Work=B.Work")]
    [InlineData("Suite.Work.Old(N: 1)|Suite.Work.Old(N: 2)", "Suite.Work.New(N: 1)|Suite.Work.New(N: 2)", "Suite.Work.Old=Suite.Work.New")]
    [InlineData("Suite.Work.Old(N: 1)", "Suite.Work.New(N: 2)", "")]
    [InlineData("A.Work.Old", "B.Work.New", "")]
    [InlineData("A.Work.Old", "A.Work.New|A.Work.Newer", "")]
    [InlineData("A.Work.Old|A.Work.Older", "A.Work.New", "")]
    public void PossibleRenames_OneMethodOfTheSameSignature_IsIt(string missing, string added, string expected)
    {
        ImmutableArray<Rename> renames = Compare([.. missing.Split('|'), "X.Y.Z"], [.. added.Split('|'), "X.Y.Z"]).PossibleRenames;

        Assert.Equal(expected, string.Join(' ', renames.Select(rename => $"{rename.Old}={rename.New}")));
        if (expected.Length > 0)
        {
            Assert.Empty(Compare(missing.Split('|'), added.Split('|'), expected).Missing);
        }
    }

    [Theory]
    [InlineData("(Value: 1,5)", "(Value: 1.5)", true)]
    [InlineData("(Value: 1\u00A0000, Text: x)", "(Value: 1000, Text: x)", true)]
    [InlineData("(Value: 1,5, Other: 2,5)", "(Value: 1.5, Other: 2.5)", true)]
    [InlineData("(Value: 1,000)", "(Value: 1.000)", false)]
    [InlineData("(Value: \"1,5\")", "(Value: \"1.5\")", false)]
    [InlineData("(Value: 1,5)", "(Value: 15)", false)]
    public void Create_ParametersOfTwoCultures_PairsThemWhereTheyCanBeOneNumberOnly(string baseline, string candidate, bool isPaired)
    {
        Comparison comparison = Compare([$"Suite.Work.Run{baseline}"], [$"Suite.Work.Run{candidate}"]);

        Assert.Equal(isPaired ? 1 : 0, comparison.Judgements.Length);
        Assert.Equal(isPaired, comparison.Warnings.Any(warning => warning.Contains("two cultures", StringComparison.Ordinal)));
    }

    [Fact]
    public void Create_TwoBenchmarksThatMayBeTheOther_PairsNeither()
    {
        string[] two = ["Suite.Work.Run(N: 1,000.5)", "Suite.Work.Run(N: 1 000,5)"];
        string[] one = ["Suite.Work.Run(N: 1000.5)"];

        Assert.Empty(Compare(two, one).Judgements);
        Assert.Empty(Compare(one, two).Judgements);
    }

    [Fact]
    public void Create_NamesInBothReports_StayAsTheyAre()
    {
        Comparison comparison = Compare(["Suite.Work.Run(N: 1,5)", "Suite.Work.Run(N: 1.5)"], ["Suite.Work.Run(N: 1.5)"]);

        Assert.Equal("Suite.Work.Run(N: 1.5)", Assert.Single(comparison.Judgements).Pair.Key.FullName);
        Assert.Equal("Suite.Work.Run(N: 1,5)", Assert.Single(comparison.Missing).Key.FullName);
    }

    public void Dispose() => _folder.Dispose();

    private Comparison Compare(string[] baseline, string[] candidate, params string[] renames) =>
        Comparison.Create(
            Load("a", baseline),
            Load("b", candidate),
            JudgingRules.Default,
            allocationMargin: null,
            isSameMachine: false,
            new PairingRequest([], [.. renames])
        );

    private Report Load(string name, string[] fullNames) =>
        ReportLoader.Load(
            fullNames
                .Aggregate(
                    new TestReport(),
                    (report, fullName) =>
                    {
                        string method = fullName.Split('(')[0];
                        int dot = method.LastIndexOf('.');
                        return report.With(
                            method[(dot + 1)..],
                            TestReport.Around(100),
                            arguments: fullName[method.Length..],
                            className: method[..dot]
                        );
                    }
                )
                .In(_folder, name),
            takesAllRuns: false
        );
}

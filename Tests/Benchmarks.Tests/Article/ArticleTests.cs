using System.Text.RegularExpressions;
using System.Xml.Linq;
using ConcurrencyBench.Benchmarks.Article;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Tests.Article;

public sealed class ArticleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public void Catalogue_EveryRow_NamesAProgramThatThereIs() =>
        Assert.All(
            ArticleCatalog.All,
            row =>
                Assert.True(
                    row.Language is null
                        ? ModelCatalog.Find(row.Variant) is not null || KernelCatalog.Find(row.Variant) is not null
                        : PeerCatalog.All.Any(spec => spec.Language == row.Language && spec.Variant == row.Variant),
                    row.Id
                )
        );

    [Fact]
    public void Catalogue_TheArticlesFigures_AreThoseOfTheArticle() =>
        Assert.Equal([7.344, 4.885, 5.252], ArticleCatalog.All.Select(row => row.ArticleSeconds).OfType<double>());

    // ln 1, ln 2, ln 4: mean ln 2, standard deviation ln 2, standard error ln 2 / √3; t(2, 0.975) = 4.3027, so the
    // interval is 2 · 2^(±4.3027 / √3) = 2 · 2^±2.4842.
    [Fact]
    public void Interval_ThreeLaunches_IsStudentsOnLogarithms()
    {
        (double low, double high) = Result("sequential", 1, 2, 4).Interval!.Value;
        Assert.Equal(2 * Math.Pow(2, -2.4842), low, 3);
        Assert.Equal(2 * Math.Pow(2, 2.4842), high, 2);
        Assert.Equal(2, Result("sequential", 1, 2, 4).Time!.Value, 1e-9);
        Assert.Null(Result("sequential", 1, 2).Interval);
        Assert.Null(Result("sequential").Time);
    }

    [Fact]
    public void Time_OneLaunchOfFiveAtHalfSpeed_IsThatOfTheOthers() =>
        Assert.Equal(1, Result("sequential", 0.99, 1, 1.01, 1, 2).Time!.Value, 1e-3);

    [Fact]
    public void Explanation_TheArticlesNumbers_NamesTheBound()
    {
        string bound = ArticleExplanation.Explain(Report(Result("sequential", 1)))[0];
        Assert.Contains("1.711x", bound, StringComparison.Ordinal);
        Assert.Contains("58 %", bound, StringComparison.Ordinal);
    }

    [Fact]
    public void Explanation_ProcessesAllAtOnce_NamesTheBoundOfFairSharing()
    {
        ArticleResult[] python =
        [
            .. ArticleCatalog
                .All.Where(row => row.Id is ArticleCatalog.PythonSequential or ArticleCatalog.PythonProcesses)
                .Select((row, index) => new ArticleResult(row, [3.0 - index])),
        ];
        string processes = ArticleExplanation.Explain(Report(python))[1];
        Assert.Contains("gain 1.50x here", processes, StringComparison.Ordinal);
        Assert.Contains("the bound is 1.48x", processes, StringComparison.Ordinal);
    }

    [Fact]
    public void Explanation_FiguresThatAreMissing_AreNotSpokenOf() =>
        Assert.Single(ArticleExplanation.Explain(Report(Result("sequential", 1))));

    [Fact]
    public void Markdown_AFailedRow_IsThereWithItsReason()
    {
        string markdown = ArticleDocument.RenderMarkdown(
            Report(Result("sequential", 1.5), Result("process-pool") with { Failure = "it | broke" })
        );
        Assert.Contains("| One after the other | C# | a loop | 1.500 s |", markdown, StringComparison.Ordinal);
        Assert.Contains("| failed |", markdown, StringComparison.Ordinal);
        Assert.Contains("csharp-process-pool failed: it \\| broke", markdown, StringComparison.Ordinal);
    }

    // The article's own figures are 7.344, 4.885 and 5.252 s: on a logarithmic axis their distances are those of the logarithms.
    [Fact]
    public void Picture_TimesOnALogarithmicAxis_AreAsFarApartAsTheirLogarithms()
    {
        ArticleResult[] python =
        [
            .. ArticleCatalog.All.Where(row => row.ArticleSeconds is not null).Select(row => new ArticleResult(row, [0.5, 1, 2])),
        ];
        double[] places =
        [
            .. XElement
                .Parse(ArticlePicture.Render(Report(python))!)
                .Descendants()
                .Where(element => element.Name.LocalName == "g" && element.Value.StartsWith("The article:", StringComparison.Ordinal))
                .Select(group => group.Elements().Last().Attribute("cx")!.Value)
                .Select(place => double.Parse(place, CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(3, places.Length);
        Assert.Equal(Math.Log(7.344 / 4.885) / Math.Log(5.252 / 4.885), (places[0] - places[1]) / (places[2] - places[1]), 0.1);
        Assert.Null(ArticlePicture.Render(Report()));
    }

    [Fact]
    public async Task Main_ArticleOnSmallNumbers_ShowsEveryProgramOfWhatIsHere()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            ["article", "--launches", "1", "--numbers", "5423,2123", "--artifacts", Path.Combine(folder.Path, "run")],
            Limit,
            new Dictionary<string, string> { ["LANG"] = "ru_RU.UTF-8" }
        );

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            ArticleCatalog.All.Where(row => row.Language?.ReasonToLeaveOut is null),
            row => Assert.Matches($@"{Regex.Escape(row.Name)}: Took \d+(\.\d+)? (ns|µs|ms|s)\b", run.Output)
        );
        Assert.Equal(
            ["article.json", "article.md", "article.svg", "host.json"],
            Directory.GetFiles(Path.Combine(folder.Path, "run")).Select(Path.GetFileName).Order()
        );
    }

    [LinuxFact]
    public void Run_APeerThatAnswersWrongly_IsAFailedRowAndTheRestGoesOn()
    {
        WorkerCommand liar = new(
            "/bin/sh",
            ["-c", """echo '{"peer": "csharp", "version": "1"}'; while read line; do echo '{"answers": [[1]]}'; done"""]
        );
        ArticleReport report = new ArticleRun(Workload.Custom([5423]), 2, liar, _ => { }).Run(1);

        Assert.All(report.Results, result => Assert.Equal(result.Row.Language is null, result.Failure is not null));
        Assert.All(
            report.Results.Where(result => result.Row.Language is null),
            result => Assert.Contains("Wrong divisors of 5423", result.Failure, StringComparison.Ordinal)
        );
        Assert.All(report.Results, result => Assert.Equal(result.Failure is null ? 1 : 0, result.Seconds.Length));
    }

    [Fact]
    public async Task Main_ArticleWithoutTheOthers_SaysHowToGetThem()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            ["article", "--launches", "1", "--numbers", "5423,2123", "--artifacts", Path.Combine(folder.Path, "run")],
            Limit,
            new Dictionary<string, string> { ["PATH"] = Path.GetDirectoryName(Environment.ProcessPath)! }
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Python is left out", run.Output, StringComparison.Ordinal);
        Assert.Contains("Go is left out", run.Output, StringComparison.Ordinal);
        Assert.Contains("C#, a loop: Took", run.Output, StringComparison.Ordinal);
    }

    private static ArticleResult Result(string variant, params double[] seconds) =>
        new(ArticleCatalog.All.Single(row => row.Language is null && row.Variant == variant), [.. seconds]);

    private static ArticleReport Report(params ArticleResult[] results) =>
        new(WorkloadCatalog.Article, 2, ImmutableSortedDictionary<string, PeerHello>.Empty, [.. results], []);
}

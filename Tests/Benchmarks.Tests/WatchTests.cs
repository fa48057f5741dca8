using System.Text.RegularExpressions;

namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>The page of a run that is going, as the command writes it; benchmarks run in processes of their own, as a user's do.</summary>
public sealed partial class WatchTests : IDisposable
{
    private const string Refresh = "http-equiv=\"refresh\"";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(7);

    // The first row comes when the program that measures has been built.
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(6);
    private static readonly string[] Short = ["--launchCount", "1", "--warmupCount", "1", "--iterationCount", "2"];

    private readonly TemporaryFolder _folder = new();

    private string Artifacts => Path.Combine(_folder.Path, "run");

    private string PageFile => Path.Combine(Artifacts, "progress.html");

    public void Dispose() => _folder.Dispose();

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Bench_Watched_HasAPageFromItsStartToItsEnd()
    {
        string before = "";
        string between = "";
        ProgramRun run = await WatchAsync(
            ["*KernelBenchmarks.SquareRoot*"],
            async _ =>
            {
                before = await ReadAsync("0 of 4");
                between = await ReadAsync("1 of 4");
            }
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains($"Progress: {PageFile}\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All([before, between], page => Assert.Contains(Refresh, page, StringComparison.Ordinal));
        Assert.Contains("<p>Measuring. As of ", before, StringComparison.Ordinal);
        Assert.Empty(Rows(before));
        Assert.Matches("<p>Measuring, about [0-9]+ (s|min) left\\. As of ", between);
        Assert.Single(Rows(between));

        string end = PageText.Read(PageFile);
        Assert.Contains("<p>The run has ended. As of ", end, StringComparison.Ordinal);
        Assert.Contains("Benchmarks: 4 of 4", end, StringComparison.Ordinal);
        Assert.DoesNotContain(Refresh, end, StringComparison.Ordinal);

        // What the console said of each benchmark stands on the page too.
        (string Name, string Time)[] rows = Rows(end);
        Assert.Equal(4, rows.Length);
        Assert.All(rows, row => Assert.Matches($@"\] {Regex.Escape(row.Name)} +{Regex.Escape(row.Time)}", run.Output));
        string[] warnings = [.. run.Error.Split('\n').Where(line => line.StartsWith("warning: ", StringComparison.Ordinal))];
        Assert.Equal(warnings.Length, CountWarnings(end));
    }

    [LinuxFact]
    public async Task Bench_WatchedAndInterrupted_SaysSoOnThePageAndLeavesNoProcess()
    {
        int[] started = [];
        ProgramRun run = await WatchAsync(
            ["*KernelBenchmarks*"],
            async process =>
            {
                await ReadAsync("1 of ");
                await Eventually.TrueAsync(() => (started = OtherProcesses.DescendantsOf(process.Id)).Length > 0);
                OtherProcesses.Interrupt(process.Id);
            }
        );

        Assert.Equal(130, run.ExitCode);
        Assert.Matches("Interrupted after [0-9]+ of [0-9]+ benchmarks", run.Error);
        await OtherProcesses.AssertGoneAsync(started, TimeSpan.FromSeconds(5));
        string page = PageText.Read(PageFile);
        Assert.Contains("<p>Interrupted. As of ", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Refresh, page, StringComparison.Ordinal);
        Assert.NotEmpty(Rows(page));
    }

    [LinuxFact]
    public async Task Bench_WatchedAndItsReportCannotBeWritten_SaysSoOnThePage()
    {
        ProgramRun run = await WatchAsync(
            ["*KernelBenchmarks.SquareRoot*", "--inProcess"],
            async _ =>
            {
                await Eventually.TrueAsync(() => File.Exists(PageFile));
                // The name of the report is taken by a folder.
                Directory.CreateDirectory(Path.Combine(Artifacts, "ConcurrencyBench.Benchmarks.KernelBenchmarks-report-full.json"));
            }
        );

        Assert.Equal(5, run.ExitCode);
        string page = PageText.Read(PageFile);
        Assert.Contains("a report cannot be written", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Refresh, page, StringComparison.Ordinal);
    }

    private Task<ProgramRun> WatchAsync(string[] filters, Func<Process, Task> meanwhile) =>
        ProgramRun.RunAsync(
            "Benchmarks",
            ["bench", "--watch", "--filter", .. filters, .. Short, "--artifacts", Artifacts],
            Limit,
            environment: null,
            meanwhile
        );

    // The page as soon as it says so.
    private async Task<string> ReadAsync(string text)
    {
        string page = "";
        await Eventually.TrueAsync(
            () =>
            {
                page = File.Exists(PageFile) ? PageText.Read(PageFile) : "";
                return page.Contains($"Benchmarks: {text}", StringComparison.Ordinal);
            },
            BuildLimit
        );
        return page;
    }

    private static (string Name, string Time)[] Rows(string page) =>
        [.. Row().Matches(page).Select(row => (System.Net.WebUtility.HtmlDecode(row.Groups[1].Value), row.Groups[2].Value))];

    private static int CountWarnings(string page) => Regex.Count(page, "<li>[^<]");

    [GeneratedRegex("<tr><th scope=\"row\"[^>]*>([^<]*)</th><td[^>]*>([^<]*)</td>")]
    private static partial Regex Row();
}

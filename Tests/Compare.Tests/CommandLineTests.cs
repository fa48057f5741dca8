namespace ConcurrencyBench.Compare.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("two reports or more")]
    [InlineData("needs another report", "a")]
    [InlineData("or two jobs of its own: --jobs BASELINE CANDIDATE", "a")]
    [InlineData("Required argument missing for option: '--jobs'", "a", "--jobs", ".NET 9.0")]
    [InlineData("--jobs compares two jobs of one report: name one report", "a", "b", "--jobs", "A", "B")]
    [InlineData("--jobs compares two jobs of one report: name one report", "--jobs", "A", "B")]
    [InlineData("--jobs takes two jobs, once", "a", "--jobs", "A", "B", "--jobs", "C", "D")]
    [InlineData("--jobs has named both jobs: leave out --job", "a", "--jobs", "A", "B", "--job", "A=B")]
    [InlineData("Did you mean --margin?", "a", "b", "--margn", "2%")]
    [InlineData("Did you mean --tolerance?", "a", "b", "--tolerence=2%")]
    [InlineData("Unknown option '--nothing-like-it'. See --help.", "a", "b", "--nothing-like-it")]
    [InlineData("with its unit, such as --margin 2%; '2' is none", "a", "b", "--margin", "2")]
    [InlineData("'-2%' is none", "a", "b", "--margin", "-2%")]
    [InlineData("'0%' is none", "a", "b", "--margin", "0%")]
    [InlineData("'2,5%' is none", "a", "b", "--margin", "2,5%")]
    [InlineData("'NaN%' is none", "a", "b", "--margin", "NaN%")]
    [InlineData("--tolerance 1% is below --margin 2%", "a", "b", "--tolerance", "1%")]
    [InlineData("such as --alloc-margin 1% or --alloc-margin 64B; '64' is neither", "a", "b", "--alloc-margin", "64")]
    [InlineData("inconclusive", "a", "b", "--fail-on", "everything")]
    [InlineData("ends in none of .html, .md, .csv and .json", "a", "b", "-o", "report.xls")]
    [InlineData("The folder of 'no/such/r.md' does not exist. Make it", "a", "b", "-o", "no/such/r.md")]
    [InlineData("The folder of 'no/such/r.txt' does not exist. Make it", "export", "a", "--format", "go", "-o", "no/such/r.txt")]
    [InlineData("The folder of '' does not exist. Make it", "export", "a", "--format", "go", "-o", "")]
    [InlineData("--format", "export", "a")]
    [InlineData("openmetrics", "export", "a", "--format", "xml")]
    [InlineData("Required argument", "history")]
    [InlineData("bash", "completion", "tcsh")]
    public void Invoke_BadArguments_IsOneLineAndExitOne(string reason, params string[] arguments)
    {
        CompareRun run = CompareRun.Run(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd('\n', '\r').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Exit codes:", "--help")]
    [InlineData("--alloc-margin", "-h")]
    [InlineData("customBiggerIsBetter", "export", "--help")]
    [InlineData("--absolute", "history", "--help")]
    public void Invoke_Help_SaysIt(string expected, params string[] arguments)
    {
        CompareRun run = CompareRun.Run(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gate")]
    [InlineData("report")]
    public void Invoke_HelpOfACommand_ListsItsOwnArgumentsOnly(string command) =>
        Assert.DoesNotContain("<REPORT>", CompareRun.Run(command, "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("bdn-compare --al", "--alloc-margin")]
    [InlineData("bdn-compare a --jo", "--jobs")]
    [InlineData("bdn-compare a b --re", "--rename")]
    [InlineData("bdn-compare a b --fail-on ", "suspected")]
    [InlineData("bdn-compare export a --format ", "openmetrics")]
    [InlineData("bdn-compare hist", "history")]
    [InlineData("bdn-compare gate me", "merge")]
    [InlineData("bdn-compare gate merge --out", "--output")]
    [InlineData("bdn-compare gate --sh", "--shard")]
    public void Invoke_Suggest_CompletesTheLine(string line, string expected)
    {
        CompareRun run = CompareRun.Run($"[suggest:{line.Length}]", line);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output.Split('\n').Select(suggestion => suggestion.Trim()));
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "-n")]
    public void Completion_Script_IsOneThatTheShellCanRead(string shell, string check)
    {
        CompareRun run = CompareRun.Run("completion", shell);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);

        SearchPath.SkipUnlessFound(shell);
        using TemporaryFolder folder = new();
        using Process process = Process.Start(
            new ProcessStartInfo(shell, [check, folder.File("script", run.Output)]) { RedirectStandardError = true }
        )!;
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal("", process.StandardError.ReadToEnd());
    }

    [Theory]
    [InlineData("--rename takes BASELINE=CANDIDATE, the name in each report; 'X' is not that.", "X")]
    [InlineData("has no method, class, namespace or full name 'Y'. --rename takes OLD=NEW", "X=Y")]
    [InlineData("--rename Z=B.One.Bench pairs nothing", "Z=B.One.Bench")]
    [InlineData("--rename is not for App.Bench.Z: both reports have it", "Z=X")]
    public void Rename_OfWhatCannotBePaired_IsOneLineAndExitOne(string reason, string rename)
    {
        CompareRun run = CompareRun.Run(CompareRun.Fixture("cases/rename/a"), CompareRun.Fixture("cases/rename/b"), "--rename", rename);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd('\n', '\r').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Rename_OfThreeReports_IsRefused()
    {
        string report = CompareRun.Fixture("cases/rename/a");

        CompareRun run = CompareRun.Run(report, report, report, "--rename", "X=Y");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--job and --rename pair benchmarks of two reports of one machine", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_MatchesNothing_SaysSo()
    {
        CompareRun run = CompareRun.Run(CompareRun.Fixture("bdn-0.15.8-a"), CompareRun.Fixture("bdn-0.15.8-b"), "--filter", "Sort");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("try '*Name*'", run.Error, StringComparison.Ordinal);
    }
}

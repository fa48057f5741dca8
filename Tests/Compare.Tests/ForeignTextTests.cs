namespace ConcurrencyBench.Compare.Tests;

/// <summary>Names and parameters of other projects: whatever is in them is shown, and does nothing.</summary>
public sealed class ForeignTextTests : ForeignReports
{
    [Fact]
    public void Output_ControlCharactersOfAParameter_AreVisibleAndDoNothing()
    {
        string[] files = [File("md"), File("csv"), File("json"), File("html")];
        string File(string extension) => Path.Combine(Folder.Path, $"out.{extension}");

        CompareRun run = CompareRun.Run([Case("params/a"), Case("params/b"), "--all", .. files.SelectMany(file => (string[])["-o", file])]);

        Assert.Contains("\\u001b[31mred", run.Output, StringComparison.Ordinal);
        Assert.Contains("real\\nnewline\\ttab", run.Output, StringComparison.Ordinal);
        Assert.All(
            [run.Output, .. files.Select(System.IO.File.ReadAllText)],
            text => Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\n' or '\r'))
        );
        Assert.All(
            ["go", "bencher", "github-smaller", "openmetrics"],
            format =>
                Assert.DoesNotContain(
                    CompareRun.Run("export", Case("params/a"), "--format", format).Output,
                    character => char.IsControl(character) && character != '\n'
                )
        );
    }

    [Fact]
    public void Error_ControlCharactersOfAName_AreVisible() =>
        Assert.Contains("\\u001b", CompareRun.Run("no\u001bsuch", "none").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("/P/s=a,_b-4 ")]
    [InlineData("/P/x=0.5/y=[1,_2]-4 ")]
    [InlineData("/P/t=typeof(System.Collections.Generic.List<int>)-4 ")]
    [InlineData("/P/s=<script>alert(1)<\u2215script>-4 ")]
    public void ExportGo_ParameterWithAComma_IsWhole(string name) =>
        Assert.Contains(name, CompareRun.Run("export", Case("params/a"), "--format", "go").Output, StringComparison.Ordinal);
}

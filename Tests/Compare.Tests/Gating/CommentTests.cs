using ConcurrencyBench.Compare.Tests.Code;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>The Markdown for a comment on a pull request.</summary>
public sealed class CommentTests
{
    [Theory]
    [InlineData("out/gate.md", "<!-- bdn-compare: gate -->")]
    [InlineData("gate of linux.md", "<!-- bdn-compare: gate_of_linux -->")]
    [InlineData("a-->b--c.md", "<!-- bdn-compare: a__b_c -->")]
    public void CreateMarker_AnyName_IsOneLineThatHtmlHides(string file, string marker) =>
        Assert.Equal(marker, CommentText.CreateMarker(file));

    [Fact]
    public void Render_TooLongForAComment_IsCutAtALineAndSaysSo()
    {
        string text = CommentText.Render("gate.md", "Title", [new Bullets([.. Enumerable.Repeat(new string('x', 100), 1000)])]);

        Assert.InRange(text.Length, 59_000, 65_535);
        Assert.EndsWith("x\n\nThe rest is left out: a comment has a largest size.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_Comment_BeginsWithItsMarker()
    {
        using SampleProgram program = SampleSource.Compile();
        using SampleProgram same = new(SampleSource.Library, SampleSource.App, sourceFolder: "/another/folder");
        using TemporaryFolder folder = new();
        string comment = Path.Combine(folder.Path, "gate.md");
        CompareRun run = CompareRun.Run("gate", program.Folder, same.Folder, "--comment", comment);

        Assert.Equal(0, run.ExitCode);
        string[] lines = File.ReadAllLines(comment);
        Assert.Equal("<!-- bdn-compare: gate -->", lines[0]);
        Assert.Contains(lines, line => line.Contains("are the same code", StringComparison.Ordinal));
    }
}

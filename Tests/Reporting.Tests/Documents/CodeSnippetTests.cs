using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Documents;

public sealed class CodeSnippetTests
{
    private const string Code = "List<int> a = [];\nint* b = null;";

    [Fact]
    public void Render_Markdown_IsAFenceWithTheCodeAsItIs() =>
        Assert.EndsWith($"```csharp\n{Code}\n```\n", MarkdownRenderer.Render("Title", [new CodeSnippet(Code)]), StringComparison.Ordinal);

    [Fact]
    public void Render_Html_KeepsTheLines() =>
        Assert.Equal(Code, Assert.Single(HtmlRenderer.Render([new CodeSnippet(Code)])).Element("code")!.Value);
}

using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>
/// Makes one file of a document: opens from disk, needs no network, and may load nothing. Its own style and script are the
/// only ones that its Content-Security-Policy lets run, by their hashes.
/// </summary>
internal static class Page
{
    /// <summary>Stands in every page and its Markdown, and tells them from files of others.</summary>
    public const string Mark = "Written by bdn-compare";

    /// <param name="title">The page's name.</param>
    /// <param name="lead">One line below it; may be empty.</param>
    /// <param name="blocks">The content.</param>
    /// <param name="refresh">How often the browser reads the file anew; null for never.</param>
    public static string Render(string title, string lead, ImmutableArray<Block> blocks, TimeSpan? refresh = null) =>
        HtmlText.Render(
            HtmlRenderer.CreateElement(
                "html",
                HtmlRenderer.CreateAttribute("lang", "en"),
                CreateHead(title, refresh),
                CreateBody(title, lead, blocks)
            )
        );

    private static XElement CreateHead(string title, TimeSpan? refresh) =>
        HtmlRenderer.CreateElement(
            "head",
            Meta("charset", "utf-8"),
            HtmlRenderer.CreateElement(
                "meta",
                HtmlRenderer.CreateAttribute("http-equiv", "Content-Security-Policy"),
                HtmlRenderer.CreateAttribute("content", Policy(Style, Script))
            ),
            refresh is { } period
                ? HtmlRenderer.CreateElement(
                    "meta",
                    HtmlRenderer.CreateAttribute("http-equiv", "refresh"),
                    HtmlRenderer.CreateAttribute("content", period.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))
                )
                : null,
            Named("viewport", "width=device-width, initial-scale=1"),
            Named("color-scheme", "light dark"),
            Named("referrer", "no-referrer"),
            HtmlRenderer.CreateElement("title", title),
            HtmlRenderer.CreateElement("link", HtmlRenderer.CreateAttribute("rel", "icon"), HtmlRenderer.CreateAttribute("href", "data:,")),
            new XElement("style", Style)
        );

    private static XElement CreateBody(string title, string lead, ImmutableArray<Block> blocks) =>
        HtmlRenderer.CreateElement(
            "body",
            HtmlRenderer.CreateElement(
                "a",
                HtmlRenderer.CreateAttribute("class", "skip"),
                HtmlRenderer.CreateAttribute("href", "#main"),
                "Skip to the content"
            ),
            HtmlRenderer.CreateElement(
                "header",
                HtmlRenderer.CreateElement("h1", title),
                lead.Length == 0 ? null : HtmlRenderer.CreateElement("p", lead)
            ),
            Contents(blocks),
            HtmlRenderer.CreateElement("main", HtmlRenderer.CreateAttribute("id", "main"), HtmlRenderer.Render(blocks)),
            HtmlRenderer.CreateElement("footer", HtmlRenderer.CreateElement("p", $"{Mark}. All that is shown is in this file.")),
            new XElement("script", Script)
        );

    private static XElement? Contents(ImmutableArray<Block> blocks)
    {
        Heading[] headings = [.. blocks.OfType<Heading>()];
        return headings.Length < 3
            ? null
            : HtmlRenderer.CreateElement(
                "nav",
                HtmlRenderer.CreateAttribute("aria-label", "Sections"),
                HtmlRenderer.CreateElement(
                    "ul",
                    headings.Select(
                        (heading, i) =>
                            HtmlRenderer.CreateElement(
                                "li",
                                HtmlRenderer.CreateElement(
                                    "a",
                                    HtmlRenderer.CreateAttribute("href", $"#{HtmlRenderer.CreateAnchor(i)}"),
                                    heading.Text
                                )
                            )
                    )
                )
            );
    }

    private static string Policy(string style, string script) =>
        $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static XElement Meta(string name, string value) =>
        HtmlRenderer.CreateElement("meta", HtmlRenderer.CreateAttribute(name, value));

    private static XElement Named(string name, string content) =>
        HtmlRenderer.CreateElement("meta", HtmlRenderer.CreateAttribute("name", name), HtmlRenderer.CreateAttribute("content", content));

    // The reader's system decides, unless the reader does; paper is always light.
    private static string Style { get; } =
        $":root{{{Colours.Values(isDark: false)}}}"
        + $"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{Colours.Values(isDark: true)}}}}}"
        + $":root[data-theme=dark]{{{Colours.Values(isDark: true)}}}"
        + $"@media print{{:root,:root:not([data-theme=light]),:root[data-theme=dark]{{{Colours.Values(isDark: false)}}}}}"
        + Colours.Rules
        + Resource("page.css")
        + Resource("tables.css")
        + CellScale.Rules;

    // In the order in which they use each other. Everything is readable without them.
    private static readonly ImmutableArray<string> ScriptParts =
    [
        "values",
        "address",
        "clipboard",
        "rows",
        "pivot",
        "heads",
        "tables",
        "pictures",
        "theme",
        "start",
    ];

    private static string Script { get; } =
        $"(() => {{\n'use strict';\n{string.Concat(ScriptParts.Select(part => Resource($"{part}.js")))}}})();\n";

    private static string Resource(string name)
    {
        using Stream stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

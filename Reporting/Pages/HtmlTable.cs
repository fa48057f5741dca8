using System.Xml.Linq;
using ConcurrencyBench.Reporting.Documents;
using static ConcurrencyBench.Reporting.Pages.HtmlRenderer;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Draws a table as HTML elements.</summary>
internal static class HtmlTable
{
    // Longer texts are broken into lines, shorter ones never.
    private const int LongText = 40;

    // A date, a version: words that a narrow table does not tear apart.
    private const int ShortText = 20;
    private const int ShortName = 24;

    // Elements cost a browser most of its time to the first picture. The page's script reads what is below them as text and makes
    // elements of what is shown.
    private const int FirstRows = 200;

    /// <returns>The table; where it is long, its first rows, and a second table of the others for readers without a script.</returns>
    public static IEnumerable<XElement> Render(Grid grid) =>
        grid.Rows.Length <= 2 * FirstRows ? [CreateTable(grid, grid.Rows)] : [CreateTable(grid, grid.Rows[..FirstRows]), CreateRest(grid)];

    private static XElement CreateRest(Grid grid) =>
        CreateElement(
            "noscript",
            CreateAttribute("data-rows", (grid.Rows.Length - FirstRows).ToString(CultureInfo.InvariantCulture)),
            CreateTable(grid, grid.Rows[FirstRows..])
        );

    private static XElement CreateTable(Grid grid, ImmutableArray<ImmutableArray<Cell>> rows) =>
        CreateElement(
            "table",
            CreateElement("thead", CreateElement("tr", grid.Columns.Select(CreateHead))),
            CreateElement(
                "tbody",
                rows.Select(row =>
                    CreateElement(
                        "tr",
                        row.Select((cell, i) => CreateCell(cell, i == 0, i < grid.Columns.Length && grid.Columns[i].IsNumber))
                    )
                )
            )
        );

    // A head that says nothing is none.
    private static XElement CreateHead(Column column) =>
        column.Name.Length == 0
            ? CreateElement("td")
            : CreateElement(
                "th",
                CreateAttribute("scope", "col"),
                column.IsNumber ? CreateAttribute("class", "number") : null,
                column.CanPivot ? CreateAttribute("data-pivot", "") : null,
                BreakableText.SplitHead(column.Name)
            );

    private static XElement CreateCell(Cell cell, bool isHead, bool isNumber)
    {
        string?[] classes =
        [
            isNumber ? "number" : null,
            cell.Text.Length > LongText ? "long" : null,
            !isNumber && cell.Text.Length <= (isHead ? ShortName : ShortText) && cell.Text.AsSpan().ContainsAny(" -") ? "short" : null,
            NameToneClass(cell.Tone),
            CellScale.NameClasses(cell.Share),
        ];
        string names = string.Join(' ', classes.OfType<string>());
        object content = isHead ? BreakableText.SplitName(cell.Text) : cell.Text;
        return CreateElement(
            isHead ? "th" : "td",
            isHead ? CreateAttribute("scope", "row") : null,
            names.Length == 0 ? null : CreateAttribute("class", names),
            cell.Link is { } link ? CreateElement("a", Href(link), content) : content
        );
    }
}

using System.Xml.Linq;
using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>A part of a document; console, Markdown and pages draw the same blocks.</summary>
internal abstract record Block;

internal sealed record Heading(string Text) : Block;

/// <summary>A heading with what stands below it.</summary>
internal static class Section
{
    /// <returns>Nothing where there is nothing below the heading.</returns>
    public static ImmutableArray<Block> Create(string heading, ImmutableArray<string> items) =>
        items is [] ? [] : [new Heading(heading), new Bullets(items)];

    /// <inheritdoc cref="Create(string, ImmutableArray{string})"/>
    public static ImmutableArray<Block> Create(string heading, params ImmutableArray<Block> blocks) =>
        blocks is [] ? [] : [new Heading(heading), .. blocks];

    /// <summary>
    /// A page has more between its headings than a console, so that its parts have headings of their own: where there are pictures.
    /// </summary>
    public static Func<string, ImmutableArray<Block>> NameOnPages(ImmutableArray<Block> pictures) =>
        heading => pictures is [] ? [] : [new Heading(heading)];
}

/// <param name="Text">One sentence or more.</param>
/// <param name="Tone">Its meaning for the reader.</param>
internal sealed record Paragraph(string Text, Tone Tone = Tone.Neutral) : Block;

/// <summary>How much of something is done.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Done">How many are done.</param>
/// <param name="Total">Of how many.</param>
internal sealed record Meter(string Name, int Done, int Total) : Block
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Done} of {Total}");
}

internal sealed record Bullets(ImmutableArray<string> Items) : Block;

/// <param name="Text">Lines of C#, ended by \n.</param>
internal sealed record CodeSnippet(string Text) : Block;

internal sealed record Grid(ImmutableArray<Column> Columns, ImmutableArray<ImmutableArray<Cell>> Rows) : Block
{
    /// <summary>Creates a table with a row for each item.</summary>
    public static Grid Create<T>(IEnumerable<T> items, params ImmutableArray<Column<T>> columns)
    {
        ImmutableArray<T> all = [.. items];
        Column<T>[] shown = [.. columns.Where(column => !column.IsOptional || column.HasFigure(all))];
        Func<T, Cell>[] cells = [.. shown.Select(column => column.ScaleCells(all))];
        return new(
            [.. shown.Select(column => new Column(column.Name, column.IsNumber) { CanPivot = column.CanPivot })],
            [.. all.Select(item => cells.Select(create => create(item)).ToImmutableArray())]
        );
    }
}

/// <summary>Files beside the document.</summary>
/// <param name="Items">What a reader sees, the file (with / between folders), and what is in it.</param>
internal sealed record Links(ImmutableArray<(string Text, string Link, string About)> Items) : Block;

/// <param name="Id">Unique in its document, and the name of the picture's file: letters, digits and hyphens.</param>
/// <param name="Title">Its title.</param>
/// <param name="Caption">Its explanation.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Values">The drawn values as a table.</param>
internal sealed record Picture(string Id, string Title, string Caption, XElement Svg, Grid Values) : Block;

/// <param name="Name">The head; may be empty.</param>
/// <param name="IsNumber">Aligned right.</param>
internal readonly record struct Column(string Name, bool IsNumber = false)
{
    /// <summary>True for a parameter or job: a page can make a column of each of its values.</summary>
    public bool CanPivot { get; init; }
}

/// <summary>A column of a table whose rows are items.</summary>
/// <param name="Name">The head; may be empty.</param>
/// <param name="CreateCell">Creates the cell of an item.</param>
/// <param name="IsNumber">Aligned right.</param>
internal readonly record struct Column<T>(string Name, Func<T, Cell> CreateCell, bool IsNumber = false)
{
    /// <summary>The figure behind a cell, which a page shows as a bar; null where it has none.</summary>
    public Func<T, double?>? Size { get; init; }

    /// <summary>True where the sizes are ln of ratios, so that the bars grow to both sides.</summary>
    public bool IsChange { get; init; }

    /// <inheritdoc cref="Column.CanPivot"/>
    public bool CanPivot { get; init; }

    /// <summary>True for a column that is only there where a row has something in it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether a row has something in this column.</summary>
    public bool HasFigure(IEnumerable<T> items) => items.Select(CreateCell).Any(cell => cell.Text != Figures.None);

    /// <summary>Creates the cells of a column with their shares of its range.</summary>
    public Func<T, Cell> ScaleCells(ImmutableArray<T> items)
    {
        if (Size is not { } size || items.Length < 2)
        {
            return CreateCell;
        }

        Func<T, Cell> create = CreateCell;
        ColumnRange range = ColumnRange.Create(items.Select(size), IsChange);
        return item => create(item) with { Share = range.ComputeShare(size(item)) };
    }
}

/// <param name="Text">Its text; colour only repeats it.</param>
/// <param name="Tone">Its meaning for the reader.</param>
/// <param name="Link">A file beside the document that it leads to, with / between folders; null for none.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Neutral, string? Link = null)
{
    /// <summary>Its share of the column's range for a bar below the text: −1 to 1; null for no bar.</summary>
    public CellShare? Share { get; init; }

    public static implicit operator Cell(string text) => new(text);
}

internal enum Tone
{
    Neutral,
    Good,
    Bad,
    Uncertain,
}

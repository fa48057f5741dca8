using System.Xml.Linq;

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
}

/// <param name="Text">One sentence or more.</param>
/// <param name="Tone">Its meaning for the reader.</param>
internal sealed record Paragraph(string Text, Tone Tone = Tone.Neutral) : Block;

internal sealed record Bullets(ImmutableArray<string> Items) : Block;

/// <param name="Text">Lines of C#, ended by \n.</param>
internal sealed record CodeSnippet(string Text) : Block;

internal sealed record Grid(ImmutableArray<Column> Columns, ImmutableArray<ImmutableArray<Cell>> Rows) : Block
{
    /// <summary>Creates a table with a row for each item.</summary>
    public static Grid Create<T>(IEnumerable<T> items, params ImmutableArray<Column<T>> columns) =>
        new(
            [.. columns.Select(column => new Column(column.Name, column.IsNumber))],
            [.. items.Select(item => columns.Select(column => column.CreateCell(item)).ToImmutableArray())]
        );
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
internal readonly record struct Column(string Name, bool IsNumber = false);

/// <summary>A column of a table whose rows are items.</summary>
/// <param name="Name">The head; may be empty.</param>
/// <param name="CreateCell">Creates the cell of an item.</param>
/// <param name="IsNumber">Aligned right.</param>
internal readonly record struct Column<T>(string Name, Func<T, Cell> CreateCell, bool IsNumber = false);

/// <param name="Text">Its text; colour only repeats it.</param>
/// <param name="Tone">Its meaning for the reader.</param>
/// <param name="Link">A file beside the document that it leads to, with / between folders; null for none.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Neutral, string? Link = null)
{
    public static implicit operator Cell(string text) => new(text);
}

internal enum Tone
{
    Neutral,
    Good,
    Bad,
    Uncertain,
}

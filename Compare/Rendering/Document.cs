using System.Collections.Immutable;

namespace ConcurrencyBench.Compare.Rendering;

/// <summary>What a reader sees, apart from where: console and Markdown draw the same blocks.</summary>
internal abstract record Block;

internal sealed record Heading(string Text) : Block;

/// <param name="Text">One sentence or more.</param>
/// <param name="Tone">What it means for the reader.</param>
internal sealed record Paragraph(string Text, Tone Tone = Tone.Neutral) : Block;

internal sealed record Bullets(ImmutableArray<string> Items) : Block;

internal sealed record Grid(ImmutableArray<Column> Columns, ImmutableArray<ImmutableArray<Cell>> Rows) : Block;

/// <param name="Name">The head; may be empty.</param>
/// <param name="IsNumber">Aligned right.</param>
internal readonly record struct Column(string Name, bool IsNumber = false);

/// <param name="Text">What it says: colour only repeats it.</param>
/// <param name="Tone">What it means for the reader.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Neutral)
{
    public static implicit operator Cell(string text) => new(text);
}

internal enum Tone
{
    Neutral,
    Good,
    Bad,
    Doubtful,
}

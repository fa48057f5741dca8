using System.Text;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Lines out of the bytes of a standard error.</summary>
public sealed class ErrorLinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("one\n", "one")]
    [InlineData("one\r\ntwo\n\nfour", "one", "two", "", "four")]
    [InlineData("\n\n", "", "")]
    [InlineData("größer\nals 𝄞\n", "größer", "als 𝄞")]
    public void Add_InAnyPieces_GivesTheLines(string text, params string[] lines)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int piece = 1; piece <= Math.Max(1, bytes.Length); piece++)
        {
            Assert.Equal(lines is [] && text.Length > 0 ? [text] : lines, Split(bytes, piece));
        }
    }

    /// <summary>Memory stays bounded, nothing is lost, and no character is cut.</summary>
    [Theory]
    [InlineData("x", ErrorLines.MaxBytes, 1)]
    [InlineData("x", ErrorLines.MaxBytes + 1, 2)]
    [InlineData("ö", ErrorLines.MaxBytes / 2, 1)]
    [InlineData("xö", ErrorLines.MaxBytes, 4)]
    [InlineData("𝄞x", ErrorLines.MaxBytes, 6)]
    public void Add_ALongLine_ComesInWholeParts(string text, int times, int parts)
    {
        string line = string.Concat(Enumerable.Repeat(text, times));
        foreach (int piece in new[] { 1000, ErrorLines.MaxBytes, int.MaxValue })
        {
            List<string> lines = Split(Encoding.UTF8.GetBytes($"{line}\nnext\n"), piece);
            Assert.Equal(parts + 1, lines.Count);
            Assert.Equal(line, string.Concat(lines[..^1]));
            Assert.Equal("next", lines[^1]);
        }
    }

    private static List<string> Split(byte[] bytes, int piece)
    {
        List<string> lines = [];
        ErrorLines errors = new(lines.Add);
        foreach (byte[] part in bytes.Chunk(piece))
        {
            errors.Add(part);
        }

        errors.End();
        return lines;
    }
}

using System.Buffers;
using System.Text;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Text where frames belong, from a program that prints before it serves, or that is no worker.</summary>
internal static class PrintedText
{
    private const int MaxLength = 200;

    /// <returns>The first line of the text that the bytes begin with, for a message; null where they begin with something else.</returns>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        int end = 0;
        while (LengthOfPrinted(bytes[end..]) is > 0 and var length)
        {
            end += length;
        }

        if (end == 0)
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(bytes[..end]).Trim();
        string line = text.Length == 0 ? "an empty line" : $"'{text.Split('\n')[0].TrimEnd()}'";
        return line.Length <= MaxLength ? line : $"{line[..MaxLength]}…'";
    }

    // A greeting that breaks off after its first byte, 13, is no text.
    private static int LengthOfPrinted(ReadOnlySpan<byte> bytes)
    {
        bool isPrinted =
            Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done
            && (!Rune.IsControl(rune) || rune.Value is '\n' or '\t' or '\e' || bytes.StartsWith("\r\n"u8));
        return isPrinted ? length : 0;
    }
}

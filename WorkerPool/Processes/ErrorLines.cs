using System.Text;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>Cuts the bytes of a standard error into lines of text.</summary>
/// <param name="onLine">Gets each line, without its end.</param>
internal sealed class ErrorLines(Action<string> onLine)
{
    /// <summary>The longest line, in bytes of UTF-8. A longer one comes in parts.</summary>
    public const int MaxBytes = 16 * 1024;

    private readonly List<byte> _line = [];

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_line.Count == MaxBytes && bytes[0] != '\n')
            {
                Give(EndOfCharacters());
            }

            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> part = bytes[..Math.Min(end >= 0 ? end : bytes.Length, MaxBytes - _line.Count)];
            _line.AddRange(part);
            bool isWhole = part.Length == end;
            bytes = bytes[(part.Length + (isWhole ? 1 : 0))..];
            if (isWhole)
            {
                Give(_line.Count);
            }
        }
    }

    /// <summary>Gives the last line when it has no end.</summary>
    public void End()
    {
        if (_line.Count > 0)
        {
            Give(_line.Count);
        }
    }

    private void Give(int count)
    {
        string line = Encoding.UTF8.GetString([.. _line[..count]]).TrimEnd('\r');
        _line.RemoveRange(0, count);
        onLine(line);
    }

    // A character of several bytes is not cut: those after its first begin with the bits 10.
    private int EndOfCharacters()
    {
        int end = _line.Count - 1;
        while (end > _line.Count - 4 && (_line[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return (_line[end] & 0xC0) == 0xC0 ? end : _line.Count;
    }
}

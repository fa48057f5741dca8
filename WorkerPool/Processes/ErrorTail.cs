using System.Text;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The end of the standard error of a process.</summary>
internal sealed class ErrorTail
{
    /// <summary>The most bytes that are kept.</summary>
    public const int MaxBytes = 4096;

    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[MaxBytes];
    private int _length;

    /// <summary>Reads until the end of the stream.</summary>
    /// <param name="stream">The standard error.</param>
    /// <param name="onLine">Gets each line; or null. It must not throw.</param>
    public async Task ReadAsync(Stream stream, Action<string>? onLine = null)
    {
        byte[] buffer = new byte[MaxBytes];
        ErrorLines? lines = onLine is null ? null : new ErrorLines(onLine);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                Append(buffer.AsSpan(0, read));
                lines?.Add(buffer.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The bytes read so far stay.
        }

        lines?.End();
    }

    /// <param name="more">At most <see cref="MaxBytes"/>.</param>
    public void Append(ReadOnlySpan<byte> more)
    {
        lock (_lock)
        {
            int keep = Math.Min(_length, MaxBytes - more.Length);
            Buffer.BlockCopy(_bytes, _length - keep, _bytes, 0, keep);
            more.CopyTo(_bytes.AsSpan(keep));
            _length = keep + more.Length;
        }
    }

    /// <summary>The text, without white space around it.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return Encoding.UTF8.GetString(_bytes, 0, _length).Trim();
        }
    }
}

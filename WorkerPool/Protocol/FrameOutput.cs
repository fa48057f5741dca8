namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Writes frames to a stream: small ones together, and large payloads from where they are.</summary>
internal sealed class FrameOutput(Stream stream)
{
    // From here on the copy takes longer than one more call into the system.
    private const int LargeBytes = 16 * 1024;

    /// <summary>The bytes of small frames that are worth one call into the system.</summary>
    public const int BatchBytes = 64 * 1024;

    private readonly FieldWriter _fields = new(256);
    private long _written;

    /// <summary>Writes frames, in this order.</summary>
    /// <returns>The number of bytes written.</returns>
    public long Write(params ReadOnlySpan<Frame> frames)
    {
        long before = _written;
        foreach (Frame frame in frames)
        {
            ReadOnlyMemory<byte> payload = FrameCodec.WriteHead(frame, _fields);
            if (payload.Length >= LargeBytes)
            {
                WriteFields();
                stream.Write(payload.Span);
                _written += payload.Length;
                continue;
            }

            _fields.Raw(payload.Span);
            if (_fields.Length >= BatchBytes)
            {
                WriteFields();
            }
        }

        WriteFields();
        stream.Flush();
        return _written - before;
    }

    private void WriteFields()
    {
        if (_fields.Length > 0)
        {
            stream.Write(_fields.Written);
            _written += _fields.Length;
            _fields.Clear();
        }
    }
}

namespace ConcurrencyBench.Core.Workers;

/// <summary>Reads frames from a stream, as many at once as have arrived.</summary>
internal sealed class FrameReader(Stream stream)
{
    private const int StartCapacity = 4096;

    private byte[] _bytes = new byte[StartCapacity];
    private int _start;
    private int _end;

    /// <returns>The next frame, or null at the end of the stream.</returns>
    /// <exception cref="FrameFormatException">The bytes are no frame, or the stream ends within one.</exception>
    public Frame? Read()
    {
        while (true)
        {
            if (FrameCodec.TryDecode(_bytes.AsSpan(_start, _end - _start), out Frame? frame, out int needed))
            {
                _start += needed;
                return frame;
            }

            MakeRoomFor(needed);
            int read = stream.Read(_bytes, _end, _bytes.Length - _end);
            if (read == 0)
            {
                return _start == _end ? null : throw new FrameFormatException("The stream ended in the middle of a frame.");
            }

            _end += read;
        }
    }

    private void MakeRoomFor(int needed)
    {
        if (_start + needed <= _bytes.Length && _end < _bytes.Length)
        {
            return;
        }

        byte[] target = needed > _bytes.Length ? new byte[needed] : _bytes;
        Buffer.BlockCopy(_bytes, _start, target, 0, _end - _start);
        _bytes = target;
        _end -= _start;
        _start = 0;
    }
}

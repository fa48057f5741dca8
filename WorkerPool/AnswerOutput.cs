using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers;

/// <summary>The output of a worker: small answers wait for each other while there is more to do. Used under a lock.</summary>
/// <param name="stream">The stream to the host.</param>
/// <param name="outbox">The answers that wait.</param>
internal sealed class AnswerOutput(Stream stream, Outbox outbox)
{
    private const int SmallBytes = 4096;

    private readonly FrameOutput _frames = new(stream);
    private readonly FieldWriter _fields = new(256);

    /// <summary>True when answers wait to be written.</summary>
    public bool IsWaiting => !outbox.Content.IsEmpty;

    /// <summary>Writes a frame, after the answers that wait.</summary>
    public void Write(Frame frame)
    {
        Flush();
        outbox.Pass(_frames.Write(frame));
    }

    /// <summary>Writes an answer, now or later. It reaches the host in any case, also when this process is killed.</summary>
    public void WriteSoon(Frame answer)
    {
        _fields.Clear();
        ReadOnlyMemory<byte> payload = FrameCodec.WriteHead(answer, _fields);
        if (_fields.Length + payload.Length > SmallBytes)
        {
            Write(answer);
            return;
        }

        _fields.Raw(payload.Span);
        if (!outbox.TryAdd(_fields.Written))
        {
            Flush();
            outbox.TryAdd(_fields.Written);
        }
    }

    /// <summary>Writes the answers that wait.</summary>
    public void Flush()
    {
        if (IsWaiting)
        {
            stream.Write(outbox.Content);
            stream.Flush();
            outbox.Clear();
        }
    }
}

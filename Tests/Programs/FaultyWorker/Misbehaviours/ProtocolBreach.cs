using System.Buffers.Binary;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.FaultyWorker.Misbehaviours;

/// <summary>Breaks the protocol, and then lives on, silent, until it is killed.</summary>
internal static class ProtocolBreach
{
    // There is no job of this number.
    private const long Elsewhere = 1_000_000;

    public static void Do(FaultKind kind, Line line, Reply answer)
    {
        Console.Error.WriteLine($"faulty: {kind}");
        if (kind == FaultKind.Noise)
        {
            line.Print("Hello, I am a library that likes to be noticed.\n");
            if (!line.IsStandard)
            {
                return;
            }
        }
        else if (kind == FaultKind.ClosedOutput)
        {
            line.CloseOutput();
        }
        else
        {
            line.SendBytes(BytesOf(kind, answer));
        }

        if (kind == FaultKind.ShortFrame)
        {
            line.CloseOutput();
        }

        Misbehaviour.Hang();
    }

    private static byte[] BytesOf(FaultKind kind, Reply answer) =>
        kind switch
        {
            FaultKind.Garbage => Framed([(byte)FrameKind.Reply, .. Enumerable.Repeat((byte)0xA5, 40)]),
            FaultKind.ShortFrame => FrameCodec.Encode(answer)[..^3],
            FaultKind.HugeLength => LengthOf(int.MaxValue),
            FaultKind.NegativeLength => LengthOf(-1),
            FaultKind.DuplicateAnswer => FrameCodec.Encode(answer, answer),
            FaultKind.WrongId => FrameCodec.Encode(answer with { JobId = Elsewhere }),
            FaultKind.UnknownKind => Framed([200]),
            FaultKind.AnswerOfTheNext => FrameCodec.Encode(answer with { JobId = answer.JobId + 1 }),
            FaultKind.UnaskedRecalled => FrameCodec.Encode(new Recalled([answer.JobId])),
            _ => FrameCodec.Encode(WorkerUsage.CreateGoodbye()),
        };

    private static byte[] Framed(byte[] content) => [.. LengthOf(content.Length), .. content];

    private static byte[] LengthOf(int length)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }
}

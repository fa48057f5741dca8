using System.Net.Sockets;
using System.Text;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Protocol;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.FaultyWorker;

/// <summary>The connection to the host, with the faults of broken workers.</summary>
internal sealed class Line(StreamPair connection, StreamPair standard, JobMark mark)
{
    private readonly FrameReader _reader = new(connection.Input);

    /// <summary>True when frames go through standard output.</summary>
    public bool IsStandard => connection.Output == standard.Output;

    public static Line Connect()
    {
        WorkerSettings settings = WorkerSettings.FromEnvironment(Environment.GetEnvironmentVariable)!;
        StreamPair standard = StandardStreams.Take();
        return new Line(WorkerProgram.Connect(settings, standard), standard, JobMark.Open(settings.MarkPath));
    }

    public void Begin(long jobId) => mark.Write(jobId);

    public Frame? Read() => _reader.Read();

    public void Send(params ReadOnlySpan<Frame> frames) => SendBytes(FrameCodec.Encode(frames));

    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        connection.Output.Write(bytes);
        connection.Output.Flush();
    }

    /// <summary>Text on the real standard output, as a native library prints it.</summary>
    public void Print(string text)
    {
        standard.Output.Write(Encoding.UTF8.GetBytes(text));
        standard.Output.Flush();
    }

    /// <summary>The host sees the end of the stream; the process lives on.</summary>
    public void CloseOutput()
    {
        if (connection.Output is NetworkStream network)
        {
            network.Socket.Shutdown(SocketShutdown.Send);
        }
        else
        {
            Native.CloseAll((int)((FileStream)standard.Output).SafeFileHandle.DangerousGetHandle());
        }
    }
}

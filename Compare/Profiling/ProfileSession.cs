using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Samples the stacks of a process into a file, about a thousand times a second, until it is ended.</summary>
internal sealed class ProfileSession : IDisposable
{
    private const int BufferMegabytes = 64;

    // The names of methods are asked for once, at the end.
    private static readonly EventPipeProvider[] Providers = [new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational)];

    private readonly DiagnosticsClientConnector _connector;
    private readonly EventPipeSession _session;
    private readonly Task _copy;
    private bool _isEnded;

    private ProfileSession(DiagnosticsClientConnector connector, EventPipeSession session, string path)
    {
        _connector = connector;
        _session = session;
        _copy = Task.Run(async () =>
        {
            await using FileStream file = File.Create(path);
            await session.EventStream.CopyToAsync(file).ConfigureAwait(false);
        });
    }

    /// <summary>Begins to sample a process.</summary>
    /// <param name="port">The port to which it connects.</param>
    /// <param name="path">The file for the samples.</param>
    /// <param name="limit">The longest time until the runtime answers.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="ProfileException">The process does not answer.</exception>
    public static ProfileSession Start(string port, string path, TimeSpan limit, CancellationToken cancellation) =>
        Guard(() =>
        {
            DiagnosticsClientConnector connector = Connect(port, limit, cancellation);
            return new ProfileSession(
                connector,
                connector.Instance.StartEventPipeSession(Providers, requestRundown: true, BufferMegabytes),
                path
            );
        });

    /// <summary>Ends the samples; the file is complete when this returns.</summary>
    /// <exception cref="ProfileException">The process is gone.</exception>
    public void End() =>
        Guard(() =>
        {
            _isEnded = true;
            _session.Stop();
            _copy.GetAwaiter().GetResult();
            return true;
        });

    /// <summary>Leaves the process.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isEnded)
            {
                End();
            }
        }
        catch (ProfileException)
        {
            // It has ended already, or its process has.
        }
        finally
        {
            _session.Dispose();
            _connector.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // A runtime whose diagnostics are off never connects.
    private static DiagnosticsClientConnector Connect(string port, TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        DiagnosticsClientConnector? connector = null;
        try
        {
            // Null where it was cancelled, in some versions.
            connector = DiagnosticsClientConnector.FromDiagnosticPort(port, limited.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return connector ?? throw new TimeoutException("it does not connect.");
    }

    private static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception)
            when (exception is DiagnosticsClientException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new ProfileException($"The runtime does not let itself be profiled: {exception.Message}");
        }
    }
}

/// <summary>A process cannot be profiled; the message is a sentence.</summary>
internal sealed class ProfileException(string message) : Exception(message);

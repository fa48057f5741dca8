using Microsoft.Diagnostics.NETCore.Client;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Writes events of a process into files, one for each kind of events, until it is ended.</summary>
internal sealed class ProfileSession : IDisposable
{
    private const int BufferMegabytes = 64;

    private readonly DiagnosticsClientConnector _connector;
    private readonly List<(EventPipeSession Session, Task Copy)> _sessions = [];
    private bool _isEnded;

    private ProfileSession(DiagnosticsClientConnector connector) => _connector = connector;

    /// <summary>Begins to write the events of a process.</summary>
    /// <param name="port">The port to which it connects.</param>
    /// <param name="files">The kinds of events, and the file for each.</param>
    /// <param name="limit">The longest time until the runtime answers.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="ProfileException">The process does not answer.</exception>
    public static ProfileSession Start(
        string port,
        ImmutableArray<(ProfiledEvents Events, string Path)> files,
        TimeSpan limit,
        CancellationToken cancellation
    ) =>
        Guard(() =>
        {
            ProfileSession session = new(Connect(port, limit, cancellation));
            try
            {
                foreach ((ProfiledEvents events, string path) in files)
                {
                    session.Add(events, path);
                }

                return session;
            }
            catch
            {
                session.Dispose();
                throw;
            }
        });

    /// <summary>Ends the events; all files are complete when this returns.</summary>
    /// <exception cref="ProfileException">The process is gone.</exception>
    public void End() =>
        Guard(() =>
        {
            _isEnded = true;
            foreach ((EventPipeSession session, Task copy) in _sessions)
            {
                session.Stop();
                copy.GetAwaiter().GetResult();
            }

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
            _sessions.ForEach(session => session.Session.Dispose());
            _connector.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void Add(ProfiledEvents events, string path)
    {
        EventPipeSession session = _connector.Instance.StartEventPipeSession(events.CreateConfiguration(BufferMegabytes));
        Task copy = Task.Run(async () =>
        {
            await using FileStream file = File.Create(path);
            await session.EventStream.CopyToAsync(file).ConfigureAwait(false);
        });
        _sessions.Add((session, copy));
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
